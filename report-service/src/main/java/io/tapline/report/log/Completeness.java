package io.tapline.report.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer does not cover.
 *
 * @param losses those that touch the interval, latest first, at most 100
 * @param lost by all losses that touch it, by unit, for example {@code frames}; under {@code
 *     unknown} the number of losses of which no size is known
 * @param asOf checkpoint that the answer reflects; null when the log has none
 * @param segments that matched the question
 * @param scannedSegments those of them that had to be opened
 * @param keptSince connections that started at or after it are all there; null when retention
 *     removed nothing of the interval
 * @param removedConnections of the removed days that touch the interval
 * @param state how far the answer can be relied on
 * @param uncovered where nothing was captured, earliest first, at most 100
 * @param filterRemarks what there is to say of the filter, at most 10
 */
public record Completeness(
    List<Loss> losses,
    Map<String, Long> lost,
    @Nullable Instant asOf,
    long segments,
    long scannedSegments,
    @Nullable Instant keptSince,
    long removedConnections,
    State state,
    List<Gap> uncovered,
    List<FilterRemark> filterRemarks) {

  /** How far an answer can be relied on, worst last. */
  public enum State {
    /** Captured throughout, and no loss is known. */
    COMPLETE,
    /** Captured throughout, but something is known to be missing. */
    LOSSY,
    /** Some of the interval, or all of it, was not captured. */
    NOT_COVERED
  }

  /**
   * Nothing was captured between these times.
   *
   * @param start null where that was so from the interval's start on
   * @param end null where it was so to the interval's end
   */
  public record Gap(@Nullable Instant start, @Nullable Instant end) {}

  /**
   * Why the filter matches nothing, or less than it seems to.
   *
   * @param reason in lower case, for example {@code contradiction}
   * @param description one sentence for people
   */
  public record FilterRemark(String reason, String description) {}

  /** Nothing is known to be missing. */
  public static final Completeness COMPLETE = new Completeness(List.of(), Map.of(), null, 0, 0);

  /**
   * @param source {@code sensor/source}
   * @param hop where on the way, for example {@code capture.kernel}
   * @param count of {@code unit}; 0 when it is not known
   * @param unit in lower case, for example {@code frames}
   * @param start time of the frame before the gap; null when not known
   * @param end time of the frame after the gap; null when not known
   */
  public record Loss(
      String source,
      String hop,
      long count,
      String unit,
      @Nullable Instant start,
      @Nullable Instant end,
      String description) {}

  /** Of an interval that was captured throughout and that retention removed nothing of. */
  public Completeness(
      List<Loss> losses,
      Map<String, Long> lost,
      @Nullable Instant asOf,
      long segments,
      long scannedSegments) {
    this(
        losses,
        lost,
        asOf,
        segments,
        scannedSegments,
        null,
        0,
        losses.isEmpty() && lost.isEmpty() ? State.COMPLETE : State.LOSSY,
        List.of(),
        List.of());
  }

  public Completeness {
    losses = List.copyOf(losses);
    lost = Map.copyOf(lost);
    uncovered = List.copyOf(uncovered);
    filterRemarks = List.copyOf(filterRemarks);
  }
}
