package io.tapline.eventstore.query;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A statement in the making: fixed text, and values that are bound. */
public final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /**
   * @param fixed never a value
   */
  public Sql append(String fixed) {
    text.append(fixed);
    return this;
  }

  /** Binds a value and appends its place. */
  public Sql bind(Object value) {
    text.append(place(value));
    return this;
  }

  /** Binds a value; its place can be used several times. */
  public String place(Object value) {
    values.add(value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    return "$" + values.size();
  }

  public String text() {
    return text.toString();
  }

  public Tuple values() {
    return Tuple.from(values);
  }
}
