package io.tapline.report.rule;

import io.tapline.report.log.KeyFilter;
import java.util.List;

/**
 * The connections of a sighting, within its window.
 *
 * @param columns whose values tell them from those of other sightings
 * @param values of the columns
 * @param filter what holds of the connections of all sightings of this kind; may be empty
 * @param active those that were active in the window, not only those that began in it
 */
public record Connections(
    List<String> columns, List<String> values, String filter, boolean active) {
  public Connections {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
  }

  static Connections started(List<String> columns, List<String> values, String filter) {
    return new Connections(columns, values, filter, false);
  }

  /** All of it, in the filter language of the log. */
  public String text() {
    String key = KeyFilter.of(columns, values);
    return filter.isEmpty() ? key : key + " AND " + filter;
  }
}
