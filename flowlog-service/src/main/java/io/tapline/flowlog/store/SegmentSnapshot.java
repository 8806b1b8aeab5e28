package io.tapline.flowlog.store;

import io.tapline.flowlog.segment.Side;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The segments that hold every connection whose start lies in an interval, closed and open, as of
 * one checkpoint: a connection is in exactly one of them. The files stay on local disk until {@link
 * #close}.
 *
 * @param parts the segments, pinned in the local cache
 * @param matchedSegments segments whose time range matched, before the address filter pruned some
 * @param losses latest first, at most 100
 * @param lostFrames frames of all losses that touch the interval
 * @param removed by retention
 */
public record SegmentSnapshot(
    List<Part> parts,
    int matchedSegments,
    Instant asOf,
    List<LossEntry> losses,
    long lostFrames,
    Removed removed,
    Runnable release)
    implements AutoCloseable {

  /** Of a log that retention removed nothing from. */
  public SegmentSnapshot(
      List<Part> parts,
      int matchedSegments,
      Instant asOf,
      List<LossEntry> losses,
      long lostFrames,
      Runnable release) {
    this(parts, matchedSegments, asOf, losses, lostFrames, Removed.NOTHING, release);
  }

  /**
   * A segment as far as a question needs to know it; starts in nanoseconds since
   * 1970-01-01T00:00:00Z, both ends inclusive.
   *
   * @param file in Parquet
   * @param formatVersion of its columns, see {@link io.tapline.flowlog.segment.SegmentFormat}
   * @param addressFilter absent where it is not known
   * @param sorted the same rows sorted by host, as far as there are such files
   */
  public record Part(
      Path file,
      int formatVersion,
      long rows,
      long minStartNanos,
      long maxStartNanos,
      byte @Nullable [] addressFilter,
      HostSorted sorted) {

    /** A segment that is never sorted by host. */
    public Part(
        Path file,
        int formatVersion,
        long rows,
        long minStartNanos,
        long maxStartNanos,
        byte @Nullable [] addressFilter) {
      this(file, formatVersion, rows, minStartNanos, maxStartNanos, addressFilter, HostSorted.NONE);
    }

    /** To be read as it was written only. */
    public Part unsorted() {
      return new Part(file, formatVersion, rows, minStartNanos, maxStartNanos, addressFilter);
    }

    /** The file to read for rows that have one address on that side. */
    public Path sortedBy(Side side) {
      Path copy = sorted.by(side);
      return copy == null ? file : copy;
    }

    /** Whether it can hold what is asked for. */
    public boolean mayHold(Predicate<byte[]> mayHold) {
      return addressFilter == null || mayHold.test(addressFilter);
    }
  }

  /** The files of the segments. */
  public List<Path> files() {
    return parts.stream().map(Part::file).toList();
  }

  /** One statement of what was not seen; times in nanoseconds since 1970-01-01T00:00:00Z. */
  public record LossEntry(
      String source, String hop, long frames, long startNanos, long endNanos, String description) {}

  @Override
  public void close() {
    release.run();
  }
}
