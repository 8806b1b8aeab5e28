package io.tapline.flowlog.search.filter;

/**
 * Why a filter matches nothing, or less than it seems to.
 *
 * @param description one sentence for people
 */
public record FilterRemark(Reason reason, String description) {
  /** Kinds of remarks. */
  public enum Reason {
    /** Terms that no connection meets together. */
    CONTRADICTION,
    /** Times of the filter and the interval of the question have nothing in common. */
    OUTSIDE_INTERVAL,
    /** No source has the name. */
    UNKNOWN_SOURCE,
    /** Nothing was found, and a text without wildcard matches whole values only. */
    WHOLE_TEXT
  }
}
