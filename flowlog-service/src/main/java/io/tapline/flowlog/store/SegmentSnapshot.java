package io.tapline.flowlog.store;

import io.tapline.wire.flow.LossUnit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments that hold every connection whose start lies in an interval, closed and open, as of
 * one checkpoint: a connection is in exactly one of them. A snapshot says which segments these are
 * and holds none of their bytes; {@link #open} brings parts to local disk and keeps them there
 * until they are closed. Until {@link #close} every part can be opened, also when a checkpoint or a
 * merge has replaced it meanwhile. For one thread.
 *
 * @param parts the segments that can hold what is asked for
 * @param matchedSegments segments whose time range matched, before the address filter pruned some
 * @param losses latest first, at most 100
 * @param lost of all losses that touch the interval
 * @param removed by retention
 * @param coverage of the interval by the sources that are asked for
 */
public record SegmentSnapshot(
    List<Part> parts,
    int matchedSegments,
    Instant asOf,
    List<LossEntry> losses,
    LossCounts lost,
    Removed removed,
    Coverage coverage,
    Opener opener)
    implements AutoCloseable {

  /** Of a log that retention removed nothing from and whose sources captured throughout. */
  public SegmentSnapshot(
      List<Part> parts,
      int matchedSegments,
      Instant asOf,
      List<LossEntry> losses,
      LossCounts lost,
      Opener opener) {
    this(parts, matchedSegments, asOf, losses, lost, Removed.NOTHING, Coverage.WHOLE, opener);
  }

  /**
   * A segment as far as the registry tells; starts in nanoseconds since 1970-01-01T00:00:00Z, both
   * ends inclusive.
   *
   * @param formatVersion of its columns, see {@link io.tapline.flowlog.segment.SegmentFormat}
   * @param rows that hold
   * @param deletionVector rows that hold no longer, see {@link
   *     io.tapline.flowlog.assemble.DeletionVector}; absent where all hold
   * @param addressCases the cases of the question that it can hold, bit i for case i
   */
  public record Part(
      SegmentRef segment,
      int formatVersion,
      long rows,
      long minStartNanos,
      long maxStartNanos,
      byte @Nullable [] deletionVector,
      int addressCases) {

    Part withCases(int cases) {
      return new Part(
          segment, formatVersion, rows, minStartNanos, maxStartNanos, deletionVector, cases);
    }

    /** Whether it can hold rows of this case of the question. */
    public boolean mayHold(int addressCase) {
      return (addressCases >>> Math.min(addressCase, SegmentQuestion.MAX_CASES) & 1) != 0;
    }
  }

  /** What opens the parts of a snapshot. */
  public interface Opener extends AutoCloseable {
    /** See {@link SegmentSnapshot#open}. */
    OpenParts open(List<Part> parts, StillWanted wanted);

    /** Forgets a local file that turned out not to be what was registered. */
    void distrust(Part part);

    @Override
    void close();
  }

  /**
   * One statement of what was not seen, so many of a unit; times in nanoseconds since
   * 1970-01-01T00:00:00Z.
   */
  public record LossEntry(
      String source,
      String hop,
      long count,
      LossUnit unit,
      long startNanos,
      long endNanos,
      String description) {}

  /**
   * Brings the parts to local disk and keeps them there. Blocks while they are fetched, as long as
   * that is wanted.
   *
   * @throws StaleSnapshotException when a part turned out to be corrupt and was set aside
   * @throws io.tapline.rpc.Refusal STORE_UNAVAILABLE, or what the caller's check says
   */
  public OpenParts open(List<Part> some, StillWanted wanted) {
    return opener.open(some, wanted);
  }

  /** The local file of the part cannot be read: it is compared with what was registered. */
  public void distrust(Part part) {
    opener.distrust(part);
  }

  @Override
  public void close() {
    opener.close();
  }
}
