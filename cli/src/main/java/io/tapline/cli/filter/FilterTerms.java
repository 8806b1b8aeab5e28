package io.tapline.cli.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Terms of the filter language joined by AND. */
public final class FilterTerms {
  private final List<String> terms = new ArrayList<>();

  /** {@code field = "value"}; nothing for an absent value. */
  public FilterTerms equal(String field, @Nullable Object value) {
    if (value != null) {
      terms.add(field + " = " + literal(value));
    }
    return this;
  }

  /** A whole filter, kept together by parentheses; nothing for an absent or empty one. */
  public FilterTerms filter(@Nullable String filter) {
    if (filter != null && !filter.isBlank()) {
      terms.add("(" + filter.strip() + ")");
    }
    return this;
  }

  public String text() {
    return String.join(" AND ", terms);
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
