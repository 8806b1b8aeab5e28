package io.tapline.flowlog.search.filter;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.protocol.IcmpTypes;
import io.tapline.wire.protocol.IpProtocols;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The hash of {@link io.tapline.wire.communityid.CommunityId} as SQL over a segment's columns: 40
 * hexadecimal digits in lower case. What is hashed depends on the protocol:
 *
 * <pre>
 *   bytes   2      4 or 16  4 or 16  1         1   2     2
 *           seed 0 address  address  protocol  0   port  port     ports of ICMP, TCP, UDP and SCTP only
 * </pre>
 *
 * <p>Over IPv4 with ports it is one number of 128 bits, which is the quick way; everything else is
 * put together byte by byte.
 */
final class CommunityIdSql {
  private static final int MAX_ICMP_TYPE = 255;

  /** As a text, because a number of its own would be positive and too large. */
  private static final String SIGN = "'" + Long.MIN_VALUE + "'::BIGINT";

  static final String SHA1 =
      "(CASE WHEN protocol IN (6, 17, 132) AND "
          + isIpv4("client")
          + " AND "
          + isIpv4("server")
          + " THEN "
          + ipv4()
          + " ELSE "
          + other()
          + " END)";

  private CommunityIdSql() {}

  private static String isIpv4(String side) {
    return "(" + side + "_high = 0 AND " + side + "_low >> 32 = 65535)";
  }

  private static String ipv4() {
    String ordered =
        "client_low < server_low OR (client_low = server_low AND client_port <= server_port)";
    return "sha1(%s)"
        .formatted(
            blob(
                "CASE WHEN %s THEN %s ELSE %s END"
                    .formatted(ordered, number("client", "server"), number("server", "client")),
                "HUGEINT"));
  }

  /** Addresses from bits 80 and 48 on, the protocol from bit 40 on, ports from 16 and 0 on. */
  private static String number(String first, String second) {
    return ("((%1$s_low & 4294967295)::HUGEINT * 1208925819614629174706176"
            + " + (%2$s_low & 4294967295)::HUGEINT * 281474976710656"
            + " + (protocol::BIGINT * 1099511627776 + %1$s_port::BIGINT * 65536 + %2$s_port))")
        .formatted(first, second);
  }

  private static String other() {
    String ports = "protocol IN (1, 6, 17, 58, 132)";
    String answer =
        "(CASE protocol WHEN 1 THEN %s WHEN 58 THEN %s ELSE server_port END)"
            .formatted(counterpart(IpProtocols.ICMP), counterpart(IpProtocols.ICMPV6));
    String one = blob("client_port", "USMALLINT");
    String two = blob(answer, "USMALLINT");
    String client = address("client");
    String server = address("server");
    String tail =
        " || " + blob("protocol::USMALLINT * 256", "USMALLINT") + " || CASE WHEN " + ports;
    return "sha1('\\x00\\x00'::BLOB || CASE WHEN %s THEN %s ELSE %s END)"
        .formatted(
            isOneWay() + " OR " + isLower(ports, answer),
            client + " || " + server + tail + " THEN " + one + " || " + two + " ELSE ''::BLOB END",
            server + " || " + client + tail + " THEN " + two + " || " + one + " ELSE ''::BLOB END");
  }

  private static String address(String side) {
    return "(CASE WHEN %s THEN %s ELSE %s || %s END)"
        .formatted(
            isIpv4(side),
            blob(side + "_low & 4294967295", "UINTEGER"),
            blob(high(side), "BIGINT"),
            blob(side + "_low", "BIGINT"));
  }

  /** As {@link IpAddresses#onTheWire} has it. */
  private static String high(String side) {
    return "(CASE WHEN %1$s_high = %2$d AND %1$s_low >> 32 = 65535 THEN 0 ELSE %1$s_high END)"
        .formatted(side, IpAddresses.MAPPED_IPV6_HIGH);
  }

  /** Big-endian. */
  private static String blob(String number, String type) {
    return "CAST(CAST(CAST(" + number + " AS " + type + ") AS BIT) AS BLOB)";
  }

  /** By address without sign, then by port, where there are ports. */
  private static String isLower(String ports, String to) {
    return "%1$s < %2$s OR (%1$s = %2$s AND (%3$s < %4$s OR (%3$s = %4$s AND (NOT %5$s OR client_port <= %6$s))))"
        .formatted(
            unsigned(high("client")),
            unsigned(high("server")),
            unsigned("client_low"),
            unsigned("server_low"),
            ports,
            to);
  }

  private static String unsigned(String number) {
    return "xor(" + number + ", " + SIGN + ")";
  }

  /** ICMP that nothing answers keeps its direction. */
  private static String isOneWay() {
    return "(protocol = 1 AND client_port NOT IN (%s)) OR (protocol = 58 AND client_port NOT IN (%s))"
        .formatted(answered(IpProtocols.ICMP), answered(IpProtocols.ICMPV6));
  }

  private static String answered(int protocol) {
    return types(protocol).mapToObj(Integer::toString).collect(Collectors.joining(", "));
  }

  private static String counterpart(int protocol) {
    return types(protocol)
        .mapToObj(type -> "WHEN " + type + " THEN " + IcmpTypes.counterpart(protocol, type))
        .collect(Collectors.joining(" ", "CASE client_port ", " ELSE server_port END"));
  }

  private static IntStream types(int protocol) {
    return IntStream.rangeClosed(0, MAX_ICMP_TYPE)
        .filter(type -> IcmpTypes.counterpart(protocol, type) != IcmpTypes.NONE);
  }
}
