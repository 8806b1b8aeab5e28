package io.tapline.capture.batch;

/**
 * What the frames of a source are; the same for the whole source. Kept in records on disk: a record
 * of a time without encodings holds packets.
 *
 * @param kind how frames are to be read
 * @param firstYear year of the first log line where lines have none, 1970 to 9999; 0 = inferred
 * @param timeZone IANA zone of times that name none; empty = UTC
 */
public record Encoding(Kind kind, int firstYear, String timeZone) {

  /** Captured packets. */
  public static final Encoding PACKETS = of(Kind.PACKETS);

  /** How frames are to be read. */
  public enum Kind {
    PACKETS,
    FLOW_EXPORT,
    FLOW_TOOLS,
    FIREWALL_LOG,
    ZEEK_CONN,
    EVE,
    NFDUMP_CSV,
    /** Flow exports and firewall log lines, each datagram as it says itself. */
    DATAGRAMS;

    /** Whether the frames can be packets, rather than lines or records of files. */
    public boolean captured() {
      return this == PACKETS || this == FLOW_EXPORT || this == DATAGRAMS;
    }
  }

  public Encoding {
    kind = kind == null ? Kind.PACKETS : kind;
    timeZone = timeZone == null ? "" : timeZone;
  }

  /** Without a year or a zone. */
  public static Encoding of(Kind kind) {
    return new Encoding(kind, 0, "");
  }
}
