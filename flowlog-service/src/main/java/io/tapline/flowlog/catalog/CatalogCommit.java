package io.tapline.flowlog.catalog;

import java.time.Instant;
import java.util.List;

/**
 * A change of the catalog that became visible at once.
 *
 * @param id follows that of the commit before
 * @param changes by name, at most {@link #MAX_CHANGES} of them
 * @param changed how many objects changed
 */
public record CatalogCommit(
    long id, Instant time, String message, List<Change> changes, long changed) {
  /** Changes that are listed with a commit. */
  public static final int MAX_CHANGES = 100;

  /** What became of one object. */
  public record Change(String name, Kind kind) {}

  /** What a commit did to an object; the database has the names in lower case. */
  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED
  }
}
