package io.tapline.eventstore.group;

import io.tapline.eventstore.query.EventQuery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events out of the reports of a group.
 *
 * @param validFrom in use from this time on; null: however early
 * @param validTo in use before this time; null: however late
 * @param rule what matches all of its conditions is kept out; at least one
 * @param hits events for which it was the first that matched
 * @param lastHit null: never
 */
public record ReportFilter(
    String group,
    String name,
    boolean disabled,
    @Nullable Instant validFrom,
    @Nullable Instant validTo,
    Rule rule,
    String comment,
    long hits,
    @Nullable Instant lastHit) {

  /**
   * A rule in two forms.
   *
   * @param stored as the table has it
   */
  public record Rule(EventQuery query, byte[] stored) {}

  public boolean inForce(Instant time) {
    return !disabled
        && (validFrom == null || !time.isBefore(validFrom))
        && (validTo == null || time.isBefore(validTo));
  }
}
