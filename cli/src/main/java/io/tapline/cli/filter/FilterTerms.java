package io.tapline.cli.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Terms of the filter language joined by AND. */
public final class FilterTerms {
  private final List<String> terms = new ArrayList<>();
  private final List<String> whole = new ArrayList<>();

  /** {@code field = "value"}; nothing for an absent value. */
  public FilterTerms equal(String field, @Nullable Object value) {
    if (value != null) {
      terms.add(field + " = " + literal(value));
    }
    return this;
  }

  /** A whole filter; nothing for an absent or empty one. */
  public FilterTerms filter(@Nullable String filter) {
    if (filter != null && !filter.isBlank()) {
      whole.add(filter);
    }
    return this;
  }

  /**
   * All of it. A filter stands in parentheses beside other terms, and alone as it was typed: the
   * server tells of mistakes by the number of the character.
   */
  public String text() {
    if (terms.isEmpty() && whole.size() == 1) {
      return whole.getFirst();
    }
    List<String> all = new ArrayList<>(terms);
    whole.forEach(filter -> all.add("(" + filter.strip() + ")"));
    return String.join(" AND ", all);
  }

  private static String literal(Object value) {
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : quote(value.toString());
  }

  /** In double quotes, with backslashes before quotes and backslashes. */
  static String quote(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
