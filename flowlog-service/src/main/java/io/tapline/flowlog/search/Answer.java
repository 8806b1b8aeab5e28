package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Condition;

/** A value, and what it does not cover. */
public record Answer<T>(T value, Completeness completeness) {
  /**
   * The same with what there is to say of the filter.
   *
   * @param nothing whether nothing was found
   */
  Answer<T> remarked(Condition condition, Interval interval, boolean nothing) {
    return new Answer<>(value, completeness.withRemarks(interval.remarks(condition, nothing)));
  }
}
