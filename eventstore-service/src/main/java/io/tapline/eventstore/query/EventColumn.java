package io.tapline.eventstore.query;

import static io.tapline.eventstore.Reason.UNKNOWN_COLUMN;

import io.tapline.rpc.Refusal;
import java.util.Arrays;

/** The columns of an event by Mentat's names, and where they are stored. */
public enum EventColumn {
  ID("id", "id", Kind.TEXT),
  DETECT_TIME("detecttime", "detect_time", Kind.TIME),
  CATEGORY("category", "categories", Kind.LIST),
  DESCRIPTION("description", "description", Kind.TEXT),
  SOURCE_IP("source_ip", "source_addresses", Kind.LIST),
  TARGET_IP("target_ip", "target_addresses", Kind.LIST),
  SOURCE_PORT("source_port", "source_ports", Kind.LIST),
  TARGET_PORT("target_port", "target_ports", Kind.LIST),
  SOURCE_TYPE("source_type", "source_types", Kind.LIST),
  TARGET_TYPE("target_type", "target_types", Kind.LIST),
  PROTOCOL("protocol", "protocols", Kind.LIST),
  NODE_NAME("node_name", "detectors", Kind.LIST),
  NODE_TYPE("node_type", "detector_types", Kind.LIST),
  RESOLVED_ABUSES("cesnet_resolvedabuses", "resolved_abuses", Kind.LIST),
  STORAGE_TIME("cesnet_storagetime", "storage_time", Kind.TIME),
  EVENT_CLASS("cesnet_eventclass", "event_class", Kind.TEXT),
  EVENT_SEVERITY("cesnet_eventseverity", "severity", Kind.TEXT),
  INSPECTION_ERRORS("cesnet_inspectionerrors", "inspection_errors", Kind.LIST);

  /** What a column holds. */
  public enum Kind {
    TEXT,
    TIME,
    LIST
  }

  private final String mentat;
  private final String column;
  private final Kind kind;

  EventColumn(String mentat, String column, Kind kind) {
    this.mentat = mentat;
    this.column = column;
    this.kind = kind;
  }

  /**
   * @param field of the request, for the error
   * @throws Refusal UNKNOWN_COLUMN
   */
  public static EventColumn of(String field, String name) {
    return Arrays.stream(values())
        .filter(column -> column.mentat.equals(name))
        .findFirst()
        .orElseThrow(() -> refuse(field, "is no column of an event"));
  }

  /**
   * A column whose values can be counted: any but ids and times.
   *
   * @throws Refusal UNKNOWN_COLUMN
   */
  public static EventColumn countable(String field, String name) {
    EventColumn column = of(field, name);
    if (column == ID || column.kind == Kind.TIME) {
      throw refuse(field, "is a column whose values are not counted");
    }
    return column;
  }

  /**
   * A column of few values, of which a list is kept.
   *
   * @throws Refusal UNKNOWN_COLUMN
   */
  public static EventColumn listable(String field, String name) {
    EventColumn column = countable(field, name);
    return switch (column) {
      case SOURCE_IP, TARGET_IP, SOURCE_PORT, TARGET_PORT, DESCRIPTION ->
          throw refuse(field, "is a column whose values are not listed");
      default -> column;
    };
  }

  /**
   * A column of one value that has an order.
   *
   * @throws Refusal UNKNOWN_COLUMN
   */
  public static EventColumn ordered(String field, String name) {
    EventColumn column = of(field, name);
    if (column.kind == Kind.LIST) {
      throw refuse(field, "is a column of lists, which have no order");
    }
    return column;
  }

  /** Mentat's name. */
  public String mentat() {
    return mentat;
  }

  public Kind kind() {
    return kind;
  }

  /** The column of the table {@code e}. */
  String sql() {
    return "e." + column;
  }

  /** A text or a time, for min and max. */
  public String sqlScalar() {
    return this == EVENT_SEVERITY ? sqlValues() : sql();
  }

  /** A text column with an empty text for none. */
  String sqlOrEmpty() {
    return this == EVENT_SEVERITY
        ? "coalesce(nullif(%s, 'UNSPECIFIED'), '')".formatted(sql())
        : sql();
  }

  /** Its values as texts, one row for each; for lists it multiplies rows. */
  public String sqlValues() {
    return switch (this) {
      case EVENT_SEVERITY -> "lower(" + sqlOrEmpty() + ")";
      default -> kind == Kind.LIST ? "cast(unnest(" + sql() + ") as text)" : sql();
    };
  }

  private static Refusal refuse(String field, String why) {
    return Refusal.ofField(UNKNOWN_COLUMN, field, field + " " + why);
  }
}
