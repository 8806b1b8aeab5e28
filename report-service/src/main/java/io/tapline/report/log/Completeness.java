package io.tapline.report.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer does not cover.
 *
 * @param losses those that touch the interval, latest first, at most 100
 * @param lostFrames of all losses that touch it
 * @param asOf checkpoint that the answer reflects; null when the log has none
 * @param segments that matched the question
 * @param scannedSegments those of them that had to be opened
 * @param keptSince connections that started at or after it are all there; null when retention
 *     removed nothing of the interval
 * @param removedConnections of the removed days that touch the interval
 */
public record Completeness(
    List<Loss> losses,
    long lostFrames,
    @Nullable Instant asOf,
    int segments,
    int scannedSegments,
    @Nullable Instant keptSince,
    long removedConnections) {

  /** Nothing is known to be missing. */
  public static final Completeness COMPLETE = new Completeness(List.of(), 0, null, 0, 0);

  /**
   * @param source {@code sensor/source}
   * @param hop where on the way, for example {@code capture.kernel}
   * @param frames 0 when the number is not known
   * @param start time of the frame before the gap; null when not known
   * @param end time of the frame after the gap; null when not known
   */
  public record Loss(
      String source,
      String hop,
      long frames,
      @Nullable Instant start,
      @Nullable Instant end,
      String description) {}

  /** Of an interval that retention removed nothing of. */
  public Completeness(
      List<Loss> losses,
      long lostFrames,
      @Nullable Instant asOf,
      int segments,
      int scannedSegments) {
    this(losses, lostFrames, asOf, segments, scannedSegments, null, 0);
  }

  public Completeness {
    losses = List.copyOf(losses);
  }
}
