package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.util.Map;

/** What is wrong with a filter, and where. */
final class InvalidFilter {
  private InvalidFilter() {}

  static Refusal at(int position, String what) {
    return of(Reason.INVALID_FILTER, position, what);
  }

  static Refusal of(Reason reason, int position, String what) {
    return Refusal.ofField(
        reason,
        "filter",
        "Filter, character %d: %s".formatted(position, what),
        Map.of("position", Integer.toString(position)));
  }
}
