package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import java.util.Map;

/** What is wrong with a filter, and where. */
final class InvalidFilter {
  private InvalidFilter() {}

  static FlowlogException at(int position, String what) {
    return of(Reason.INVALID_FILTER, position, what);
  }

  static FlowlogException of(Reason reason, int position, String what) {
    return new FlowlogException(
        reason,
        "Filter, character %d: %s".formatted(position, what),
        Map.of("field", "filter", "position", Integer.toString(position)));
  }
}
