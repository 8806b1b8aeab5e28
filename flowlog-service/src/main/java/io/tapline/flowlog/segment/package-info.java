/**
 * Immutable batches of connections as Parquet files: {@link
 * io.tapline.flowlog.segment.ConnectionBatch} collects rows in Arrow vectors, {@link
 * io.tapline.flowlog.segment.SegmentWriter} writes them, {@link
 * io.tapline.flowlog.segment.SegmentMerge} makes one sorted segment of many, {@link
 * io.tapline.flowlog.segment.AddressFilter} tells which segments cannot hold an address, {@link
 * io.tapline.flowlog.segment.HostSort} sorts one by host for reading.
 *
 * <p>A segment is complete or absent: it is written under another name, forced to disk and renamed.
 * Its columns are those of {@link io.tapline.flowlog.segment.ConnectionBatch}; names and types are
 * a file format, so a new version may add columns and never changes one. Called by ingest and
 * merge, read by search.
 */
@NullMarked
package io.tapline.flowlog.segment;

import org.jspecify.annotations.NullMarked;
