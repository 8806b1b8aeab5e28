package io.tapline.flowlog.search.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement in the making: text of our own, and values that are bound. Nothing a user wrote may
 * be given as text.
 */
public final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  public Sql add(String own) {
    text.append(own);
    return this;
  }

  public Sql bind(Object value) {
    text.append('?');
    values.add(value);
    return this;
  }

  public Sql add(Sql other) {
    text.append(other.text);
    values.addAll(other.values);
    return this;
  }

  public String text() {
    return text.toString();
  }

  public List<Object> values() {
    return List.copyOf(values);
  }
}
