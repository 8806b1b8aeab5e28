package io.tapline.report.log;

/**
 * What to compute for each group.
 *
 * @param column whose values are counted, for {@link Kind#DISTINCT}; otherwise empty
 */
public record Measure(Kind kind, String column) {
  /** The measures of the log that reports and detections use. */
  public enum Kind {
    CONNECTIONS,
    PACKETS,
    BYTES,
    CLIENT_BYTES,
    SERVER_PACKETS,
    SERVER_BYTES,
    DISTINCT,
    FIRST_START_NANOS,
    LAST_END_NANOS,
    DURATION_NANOS
  }

  public static final Measure CONNECTIONS = new Measure(Kind.CONNECTIONS, "");
  public static final Measure PACKETS = new Measure(Kind.PACKETS, "");
  public static final Measure BYTES = new Measure(Kind.BYTES, "");
  public static final Measure CLIENT_BYTES = new Measure(Kind.CLIENT_BYTES, "");
  public static final Measure SERVER_PACKETS = new Measure(Kind.SERVER_PACKETS, "");
  public static final Measure SERVER_BYTES = new Measure(Kind.SERVER_BYTES, "");

  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  public static final Measure FIRST_START_NANOS = new Measure(Kind.FIRST_START_NANOS, "");

  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  public static final Measure LAST_END_NANOS = new Measure(Kind.LAST_END_NANOS, "");

  /** From start to end, added up. */
  public static final Measure DURATION_NANOS = new Measure(Kind.DURATION_NANOS, "");

  /** Exact number of different values. */
  public static Measure distinct(String column) {
    return new Measure(Kind.DISTINCT, column);
  }
}
