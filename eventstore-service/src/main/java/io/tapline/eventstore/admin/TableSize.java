package io.tapline.eventstore.admin;

/**
 * A table with all of its partitions.
 *
 * @param rowEstimate of the last analysis; -1 before the first
 * @param partitions 0 when it has none
 */
record TableSize(
    String name,
    long rowEstimate,
    long totalBytes,
    long indexBytes,
    long toastBytes,
    long dataBytes,
    int partitions) {}
