package io.tapline.flowlog.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where in an interval nothing was captured.
 *
 * <pre>
 *   captured        |------|      |----------|
 *   interval   |--------------------------------------|
 *   gaps       |....|      |......|          |........|
 *              no start                           no end
 * </pre>
 *
 * <p>Times are nanoseconds since 1970-01-01T00:00:00Z. An interval without start begins with what
 * was captured first, one without end ends now, and one without either is what was captured and has
 * no gaps. A gap as short as may lie between two files of one capture is none: up to {@link
 * #MAX_SEAM_NANOS} and a hundredth of the interval.
 *
 * @param gaps earliest first, at most {@value #MAX_GAPS}
 */
public record Coverage(List<Gap> gaps) {
  static final int MAX_GAPS = 100;
  static final long MAX_SEAM_NANOS = 60_000_000_000L;

  /** So that no difference of times overflows; long before the first packet. */
  private static final long EARLIEST_NANOS = -(1L << 62);

  /** Of an interval without gaps. */
  public static final Coverage WHOLE = new Coverage(List.of());

  /** Nothing was captured. */
  public static final Coverage NOTHING =
      new Coverage(List.of(new Gap(Long.MIN_VALUE, Long.MAX_VALUE)));

  /**
   * @param startNanos {@link Long#MIN_VALUE} where the interval begins with the gap
   * @param endNanos {@link Long#MAX_VALUE} where the interval ends with the gap
   */
  public record Gap(long startNanos, long endNanos) {}

  /**
   * What a source covers.
   *
   * @param endNanos {@link Long#MAX_VALUE} while it delivers
   */
  record Span(long startNanos, long endNanos) {}

  public Coverage {
    gaps = List.copyOf(gaps);
  }

  /**
   * @param startNanos of the interval; {@link Long#MIN_VALUE} without one
   * @param endNanos of the interval, exclusive; {@link Long#MAX_VALUE} without one
   */
  static Coverage of(List<Span> captured, long startNanos, long endNanos, long nowNanos) {
    if (captured.isEmpty()) {
      return NOTHING;
    }
    List<Span> spans =
        captured.stream().sorted(Comparator.comparingLong(Span::startNanos)).toList();
    if (startNanos == Long.MIN_VALUE && endNanos == Long.MAX_VALUE) {
      return WHOLE;
    }
    long from =
        startNanos == Long.MIN_VALUE
            ? spans.getFirst().startNanos()
            : Math.max(startNanos, EARLIEST_NANOS);
    long to = Math.min(endNanos, latest(spans, nowNanos));
    return to < from ? NOTHING : new Coverage(gaps(spans, from, to));
  }

  /** A source's clock may be ahead of ours. */
  private static long latest(List<Span> spans, long nowNanos) {
    return spans.stream()
        .mapToLong(Span::endNanos)
        .filter(end -> end != Long.MAX_VALUE)
        .reduce(nowNanos, Math::max);
  }

  private static List<Gap> gaps(List<Span> spans, long from, long to) {
    long seam = Math.min(MAX_SEAM_NANOS, (to - from) / 100);
    List<Gap> gaps = new ArrayList<>();
    long covered = from;
    for (Span span : spans) {
      if (Math.min(span.startNanos(), to) - covered > seam) {
        gaps.add(gap(covered, span.startNanos(), from, to));
      }
      covered = Math.max(covered, span.endNanos());
      if (covered >= to) {
        break;
      }
    }
    if (to - covered > seam) {
      gaps.add(gap(covered, to, from, to));
    }
    return gaps.stream().limit(MAX_GAPS).toList();
  }

  private static Gap gap(long start, long end, long from, long to) {
    return new Gap(start == from ? Long.MIN_VALUE : start, end >= to ? Long.MAX_VALUE : end);
  }
}
