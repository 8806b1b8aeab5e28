package io.tapline.flowlog.conformance;

import io.tapline.flowlog.conformance.FlowSums.Sums;
import io.tapline.wire.address.IpAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads the flows that a reference program saw in a capture: tab-separated, one flow a line. */
final class ReferenceFlows {
  private ReferenceFlows() {}

  static FlowSums read(Path file) throws IOException {
    FlowSums sums = new FlowSums();
    Files.readAllLines(file).stream().skip(1).forEach(line -> add(sums, line.split("\t", -1)));
    return sums;
  }

  /**
   * What the reference calls a flow, and the host that it names.
   *
   * @param label for example {@code TLS.Google}
   */
  record Named(FlowSums.Pair pair, String label, String hostName) {}

  /** All flows with their labels; the host is empty where the reference names none. */
  static List<Named> named(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(column -> new Named(pair(column), column[10], column[11].toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static FlowSums.Pair pair(String[] column) {
    String protocol = protocol(column[0]);
    return FlowSums.pair(
        protocol,
        endpoint(protocol, column[1], column[2]),
        endpoint(protocol, column[3], column[4]));
  }

  private static void add(FlowSums sums, String[] column) {
    String protocol = protocol(column[0]);
    sums.add(
        protocol,
        endpoint(protocol, column[1], column[2]),
        endpoint(protocol, column[3], column[4]),
        new Sums(
            Long.parseLong(column[5]),
            Long.parseLong(column[6]),
            Long.parseLong(column[7]),
            Long.parseLong(column[8])));
  }

  /** The reference gives ports for TCP and UDP only, and shortens IPv6 in another way. */
  static String endpoint(String protocol, String text, String port) {
    String address = IpAddresses.parse(text).toString();
    return protocol.equals("6") || protocol.equals("17") ? address + " " + port : address;
  }

  private static String protocol(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "ICMP" -> "1";
      case "IGMP" -> "2";
      case "TCP" -> "6";
      case "UDP" -> "17";
      case "GRE" -> "47";
      case "ESP" -> "50";
      case "AH" -> "51";
      case "ICMPV6" -> "58";
      case "OSPF" -> "89";
      case "SCTP" -> "132";
      default -> name;
    };
  }
}
