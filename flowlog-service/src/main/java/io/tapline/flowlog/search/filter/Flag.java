package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.assemble.ConnState;
import io.tapline.wire.address.IpPrefix;
import io.tapline.wire.protocol.IpProtocols;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a connection behaves and which way it goes: computed from its columns whenever it is asked
 * for, so that a definition holds for all that was ever logged. Each is true or false for every
 * row. No name is part of another one.
 */
public enum Flag {
  /** Of TCP a handshake, of all others packets both ways. */
  ESTABLISHED(
      ("CASE WHEN protocol = %d THEN conn_state IN (%s)"
              + " ELSE client_packets > 0 AND server_packets > 0 END")
          .formatted(IpProtocols.TCP, Flag.establishedStates())),
  /** Nothing came from the server. */
  UNANSWERED("server_packets = 0"),
  /** The client sent 10 kB or more, and four times what it got. */
  UPLOAD(Flag.oneWay("client", "server")),
  /** The client got 10 kB or more, and four times what it sent. */
  DOWNLOAD(Flag.oneWay("server", "client")),
  /** One side sent 1 MB or more in frames of 800 bytes or more on average. */
  BULK(Flag.bulk("client") + " OR " + Flag.bulk("server")),
  /** For 5 s or longer, 10 packets or more each way, of 250 bytes or less on average. */
  INTERACTIVE(
      Flag.interactive("client")
          + " AND "
          + Flag.interactive("server")
          + " AND epoch_us(end_time) - epoch_us(start_time) >= "
          + FlagLimits.INTERACTIVE_MICROS),
  /** From outside to a host of ours. */
  INBOUND("NOT " + Flag.isOurs("client") + " AND " + Flag.isOurs("server")),
  /** From a host of ours to the outside. */
  OUTBOUND(Flag.isOurs("client") + " AND NOT " + Flag.isOurs("server")),
  /** Between hosts of ours. */
  LOCAL(Flag.isOurs("client") + " AND " + Flag.isOurs("server")),
  /** Between hosts of which none is ours. */
  TRANSIT("NOT " + Flag.isOurs("client") + " AND NOT " + Flag.isOurs("server"));

  /** The names of those that are true, in their order, separated by commas; an SQL expression. */
  static final String COLUMN =
      Arrays.stream(values())
          .map(flag -> "CASE WHEN %s THEN '%s' END".formatted(flag.sql, flag.text()))
          .collect(Collectors.joining(", ", "concat_ws(',', ", ")"));

  private final String sql;

  Flag(String sql) {
    this.sql = "(" + sql + ")";
  }

  /** The name in filters and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is true for a row, as SQL over a segment's columns. */
  String sql() {
    return sql;
  }

  static Optional<Flag> of(String text) {
    return Arrays.stream(values())
        .filter(flag -> flag.text().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Flag::text).toList();
  }

  @SuppressWarnings("EnumOrdinal") // states are stored by their ordinal, as their Javadoc says
  private static String establishedStates() {
    return Known.ESTABLISHED.stream()
        .map(state -> Integer.toString(state.ordinal()))
        .collect(Collectors.joining(", "));
  }

  /** Divided rather than multiplied: counters may be so large that a product has no room. */
  private static String oneWay(String side, String other) {
    return "%1$s_bytes >= %3$d AND %1$s_bytes // %4$d >= %2$s_bytes"
        .formatted(side, other, FlagLimits.ONE_WAY_BYTES, FlagLimits.ONE_WAY_TIMES);
  }

  private static String bulk(String side) {
    return "(%1$s_bytes >= %2$d AND %1$s_bytes // greatest(%1$s_packets, 1) >= %3$d)"
        .formatted(side, FlagLimits.BULK_BYTES, FlagLimits.BULK_FRAME_BYTES);
  }

  private static String interactive(String side) {
    return "%1$s_packets >= %2$d AND %1$s_bytes // greatest(%1$s_packets, 1) <= %3$d"
        .formatted(side, FlagLimits.INTERACTIVE_PACKETS, FlagLimits.INTERACTIVE_FRAME_BYTES);
  }

  private static String isOurs(String side) {
    return Known.OURS.stream()
        .map(prefix -> PrefixSql.text(side, prefix))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** Whether an address is that of a host of ours. */
  public static boolean isOurs(long high, long low) {
    for (IpPrefix prefix : Known.OURS) {
      if (prefix.contains(high, low)) {
        return true;
      }
    }
    return false;
  }

  /** Of TCP: whether both ends agreed to it. */
  public static boolean isEstablished(ConnState state) {
    return Known.ESTABLISHED.contains(state);
  }

  /** What the constants are made of. */
  private static final class Known {
    /**
     * Private addresses (RFC 1918, 4193), those behind the NAT of a provider (RFC 6598), and those
     * of a link or a host.
     */
    static final List<IpPrefix> OURS =
        Stream.of(
                "10.0.0.0/8",
                "172.16.0.0/12",
                "192.168.0.0/16",
                "100.64.0.0/10",
                "169.254.0.0/16",
                "127.0.0.0/8",
                "fc00::/7",
                "fe80::/10",
                "::1")
            .map(IpPrefix::parse)
            .toList();

    static final Set<ConnState> ESTABLISHED =
        Collections.unmodifiableSet(
            EnumSet.of(
                ConnState.S1,
                ConnState.SF,
                ConnState.S2,
                ConnState.S3,
                ConnState.RSTO,
                ConnState.RSTR));
  }
}
