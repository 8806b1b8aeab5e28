package io.tapline.eventstore.search;

import io.tapline.eventstore.query.EventColumn;

/**
 * The order of found events; the id decides between equal times.
 *
 * @param column a time
 */
public record SearchOrder(EventColumn column, boolean ascending) {
  /** Latest detection first. */
  public static final SearchOrder DEFAULT = new SearchOrder(EventColumn.DETECT_TIME, false);

  boolean byStorage() {
    return column == EventColumn.STORAGE_TIME;
  }
}
