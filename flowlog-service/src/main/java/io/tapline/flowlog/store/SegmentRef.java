package io.tapline.flowlog.store;

/**
 * A registered segment as far as its bytes go.
 *
 * @param sha256 of the bytes, lower-case hexadecimal
 */
public record SegmentRef(long id, long sizeBytes, String sha256) {}
