package io.tapline.report.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The connections that a question is about.
 *
 * @param start earliest start, inclusive; null = unbounded
 * @param end latest start, exclusive; null = unbounded
 * @param filter in the filter language of the log; empty = all
 */
public record Scope(@Nullable Instant start, @Nullable Instant end, String filter) {
  /** Everything in the log. */
  public static final Scope ALL = new Scope(null, null, "");
}
