package io.tapline.report.detect;

import io.tapline.report.log.LogProgress.OpenSource;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how much of a changed span will hardly change any more. See the package for the rule; a pure
 * function of values.
 *
 * @param window width of the windows
 * @param lateness how far the sources must be beyond a window, in packet time
 * @param quiet how long a span must not have changed, in wall-clock time
 */
record SettlePolicy(Duration window, Duration lateness, Duration quiet) {

  /** The settled beginning of an aligned span, whole windows. */
  Optional<Span> settled(ChangedSpans.Changed changed, List<OpenSource> open, Instant now) {
    Span span = changed.span();
    if (open.isEmpty() || !changed.at().plus(quiet).isAfter(now)) {
      return Optional.of(span);
    }
    Instant frontier = frontier(open);
    if (frontier == null) {
      return Optional.empty();
    }
    Instant end = Span.floor(frontier.minus(lateness), window);
    Instant settledEnd = end.isBefore(span.end()) ? end : span.end();
    return settledEnd.isAfter(span.start())
        ? Optional.of(new Span(span.start(), settledEnd))
        : Optional.empty();
  }

  /** What every open source has passed; null when one has not begun. */
  private static @Nullable Instant frontier(List<OpenSource> open) {
    Instant least = null;
    for (OpenSource source : open) {
      Instant last = source.lastFrame();
      if (last == null) {
        return null;
      }
      least = least == null || last.isBefore(least) ? last : least;
    }
    return least;
  }
}
