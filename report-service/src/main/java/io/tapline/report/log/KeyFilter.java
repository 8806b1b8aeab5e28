package io.tapline.report.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Filters that name keys: {@code client = 10.0.0.1 AND server_port = 22}. */
public final class KeyFilter {
  /** What the log takes in one filter. */
  public static final int MAX_TERMS = 64;

  /** What the log takes in one filter. */
  public static final int MAX_CHARACTERS = 4_096;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/-]+");
  private static final Pattern JOIN = Pattern.compile(" (AND|OR) ");

  private KeyFilter() {}

  /** {@code column = value AND column = value ...}; a value that needs quotes gets them. */
  public static String of(List<String> columns, List<String> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      text.append(i == 0 ? "" : " AND ").append(columns.get(i)).append(" = ");
      text.append(value(values.get(i)));
    }
    return text.toString();
  }

  /** As the log reads it, whatever a payload made of it. */
  private static String value(String value) {
    return PLAIN.matcher(value).matches()
        ? value
        : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** {@code filter AND (key OR key OR ...)}, each with as many keys as one filter takes. */
  public static List<String> anyOf(
      String filter, List<String> columns, Collection<? extends List<String>> keys) {
    int terms = terms(filter);
    List<String> filters = new ArrayList<>();
    List<String> some = new ArrayList<>();
    int characters = filter.length();
    for (List<String> key : keys) {
      String one = '(' + of(columns, key) + ')';
      boolean full =
          terms + (some.size() + 1) * columns.size() > MAX_TERMS
              || characters + one.length() + 16 > MAX_CHARACTERS;
      if (full && !some.isEmpty()) {
        filters.add(join(filter, some));
        some.clear();
        characters = filter.length();
      }
      some.add(one);
      characters += one.length() + 4;
    }
    if (!some.isEmpty()) {
      filters.add(join(filter, some));
    }
    return filters;
  }

  private static int terms(String filter) {
    return filter.isEmpty() ? 0 : (int) JOIN.matcher(filter).results().count() + 1;
  }

  private static String join(String filter, List<String> keys) {
    String any = keys.stream().collect(Collectors.joining(" OR ", "(", ")"));
    return filter.isEmpty() ? any : filter + " AND " + any;
  }

  /** One of these values: {@code (column = a OR column = b)}. */
  public static String oneOf(String column, Collection<?> values) {
    return values.stream()
        .map(value -> column + " = " + value(value.toString()))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
