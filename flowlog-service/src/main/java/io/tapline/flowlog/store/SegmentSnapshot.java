package io.tapline.flowlog.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The segments that hold every connection whose start lies in an interval, closed and open, as of
 * one checkpoint: a connection is in exactly one of them. The files stay on local disk until {@link
 * #close}.
 *
 * @param files Parquet files, pinned in the local cache
 * @param matchedSegments segments whose time range matched, before the address filter pruned some
 * @param losses latest first, at most 100
 * @param lostFrames frames of all losses that touch the interval
 */
public record SegmentSnapshot(
    List<Path> files,
    int matchedSegments,
    Instant asOf,
    List<LossEntry> losses,
    long lostFrames,
    Runnable release)
    implements AutoCloseable {

  /** One statement of what was not seen; times in nanoseconds since 1970-01-01T00:00:00Z. */
  public record LossEntry(
      String source, String hop, long frames, long startNanos, long endNanos, String description) {}

  @Override
  public void close() {
    release.run();
  }
}
