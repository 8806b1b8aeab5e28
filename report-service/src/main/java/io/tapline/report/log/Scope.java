package io.tapline.report.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The connections that a question is about.
 *
 * @param start they end at or after it; null = unbounded
 * @param end they start before it; null = unbounded
 * @param started they start at or after {@code start} instead, so that each is in one of several
 *     adjoining scopes
 * @param filter in the filter language of the log; empty = all
 */
public record Scope(
    @Nullable Instant start, @Nullable Instant end, boolean started, String filter) {
  /** Everything in the log. */
  public static final Scope ALL = active(null, null, "");

  /** Connections that were active between the two. */
  public static Scope active(@Nullable Instant start, @Nullable Instant end, String filter) {
    return new Scope(start, end, false, filter);
  }

  /** Connections that began between the two. */
  public static Scope started(@Nullable Instant start, @Nullable Instant end, String filter) {
    return new Scope(start, end, true, filter);
  }

  /** The same time with another filter. */
  public Scope filtered(String other) {
    return new Scope(start, end, started, other);
  }
}
