package io.tapline.flowlog.checkpoint;

import java.util.Locale;

/**
 * What the frames of a source are; the same from its beginning to its end.
 *
 * @param firstYear of log lines whose times have no year; 0 = inferred
 * @param timeZone IANA name of the zone of times that name none; empty = UTC
 */
public record SourceEncoding(Kind kind, int firstYear, String timeZone) {
  public static final SourceEncoding PACKETS = of(Kind.PACKETS);

  /** Kinds of frames; the name in lower case is what the store keeps. */
  public enum Kind {
    PACKETS,
    FLOW_EXPORT,
    FLOW_TOOLS,
    FIREWALL_LOG,
    ZEEK_CONN,
    EVE,
    NFDUMP_CSV,
    DATAGRAMS;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Of a label that the store kept. */
    public static Kind ofLabel(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  public static SourceEncoding of(Kind kind) {
    return new SourceEncoding(kind, 0, "");
  }

  /** For people. */
  @Override
  public String toString() {
    return kind.label()
        + (firstYear == 0 ? "" : " from " + firstYear)
        + (timeZone.isEmpty() ? "" : " in " + timeZone);
  }
}
