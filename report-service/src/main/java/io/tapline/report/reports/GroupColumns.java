package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.report.log.KeyFilter;
import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Columns that connections are grouped by, and the filters that name one group of them. */
record GroupColumns(List<String> names) {
  private static final int MAX_COLUMNS = 8;

  /** Columns in which the absence of a text is a value that filters can name. */
  private static final Set<String> EMPTY_TEXTS =
      Set.of(
          "service",
          "hostname",
          "conn_state",
          "tunnel",
          "icmp_error",
          "sampling",
          "input_interface_name",
          "output_interface_name",
          "firewall_action",
          "firewall_chain");

  /** Its letters mean different things in upper and lower case, which filters do not tell apart. */
  private static final String HISTORY = "history";

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{Alnum}_.:*/+-]+");

  GroupColumns {
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() > MAX_COLUMNS) {
      throw refusal("`columns` must name 1 to 8 columns, not %d.".formatted(names.size()));
    }
    if (Set.copyOf(names).size() < names.size()) {
      throw refusal("`columns` names a column twice: " + String.join(", ", names) + ".");
    }
  }

  private static Refusal refusal(String sentence) {
    return Refusal.ofField(Reason.INVALID_PARAMETER, "columns", sentence);
  }

  /**
   * The filter of the connections of a group; empty where the language cannot name them.
   *
   * @param filter of all groups; may be empty
   * @param keys values of the columns
   */
  String filter(String filter, List<String> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (!isNameable(names.get(i), keys.get(i))) {
        return "";
      }
    }
    String key = KeyFilter.of(names, keys);
    String whole = filter.isBlank() ? key : "(" + filter.strip() + ") AND " + key;
    return fits(filter, whole) ? whole : "";
  }

  private static boolean isNameable(String column, String key) {
    return key.isEmpty()
        ? EMPTY_TEXTS.contains(column)
        : key.indexOf('*') < 0 && !column.equals(HISTORY);
  }

  /** Every value of a filter is a word, so there are never more. */
  private boolean fits(String filter, String whole) {
    long words = BETWEEN_WORDS.matcher(filter).results().count() + 1;
    return whole.length() <= KeyFilter.MAX_CHARACTERS
        && words + names.size() <= KeyFilter.MAX_TERMS;
  }
}
