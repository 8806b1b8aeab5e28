package io.tapline.flowlog.segment;

import java.nio.file.Path;

/**
 * A finished Parquet segment on local disk and what the registry keeps about it. Times are
 * nanoseconds since 1970-01-01T00:00:00Z, both ends inclusive; bytes and packets are sums over both
 * directions.
 *
 * @param formatVersion of its columns, see {@link SegmentFormat}
 * @param addressFilter serialised filter over all client and server addresses
 * @param sha256 of the file's bytes, lower-case hexadecimal
 */
public record SegmentFile(
    Path path,
    int formatVersion,
    long sizeBytes,
    String sha256,
    long rows,
    long minStartNanos,
    long maxStartNanos,
    long maxEndNanos,
    long packets,
    long bytes,
    byte[] addressFilter) {

  /** As far as reading it goes. */
  public SegmentPath toRead() {
    return new SegmentPath(path, formatVersion);
  }
}
