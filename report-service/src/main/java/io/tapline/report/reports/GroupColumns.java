package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.report.log.KeyFilter;
import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Columns that connections are grouped by, and the filters that name one group of them. */
public record GroupColumns(List<String> names) {
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

  public GroupColumns {
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
  public String filter(String filter, List<String> keys) {
    if (!isNameable(keys)) {
      return "";
    }
    String whole = and(filter, KeyFilter.of(fields(), keys));
    return fits(filter, names.size(), whole) ? whole : "";
  }

  /** What filters call the columns: they know no lengths of prefixes. */
  List<String> fields() {
    return names.stream().map(GroupColumns::field).toList();
  }

  private static String field(String column) {
    int slash = column.indexOf('/');
    return slash < 0 ? column : column.substring(0, slash);
  }

  /** Both of them; the first may be empty. */
  public static String and(String filter, String other) {
    return filter.isBlank() ? other : "(" + filter.strip() + ") AND " + other;
  }

  /** Whether filters can name each of the keys. */
  boolean isNameable(List<String> keys) {
    return IntStream.range(0, keys.size()).allMatch(i -> isNameable(fields().get(i), keys.get(i)));
  }

  private static boolean isNameable(String field, String key) {
    return key.isEmpty()
        ? EMPTY_TEXTS.contains(field)
        : key.indexOf('*') < 0 && !field.equals(HISTORY);
  }

  /**
   * Whether the log takes a filter. Every value of one is a word, so there are never more.
   *
   * @param filter the part that somebody wrote
   * @param values of the rest
   */
  static boolean fits(String filter, int values, String whole) {
    long words = BETWEEN_WORDS.matcher(filter).results().count() + 1;
    return whole.length() <= KeyFilter.MAX_CHARACTERS && words + values <= KeyFilter.MAX_TERMS;
  }
}
