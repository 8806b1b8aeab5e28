package io.tapline.cli.encoding;

import io.tapline.type.v1.EncodingKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Encodings by the names that people know. */
public enum ReadAs {
  PACKETS(EncodingKind.ENCODING_KIND_PACKETS, "packets", "packets pcap pcapng capture"),
  NETFLOW(
      EncodingKind.ENCODING_KIND_FLOW_EXPORT,
      "flow exports (NetFlow, IPFIX, sFlow)",
      "netflow ipfix sflow flow-export"),
  FLOW_TOOLS(EncodingKind.ENCODING_KIND_FLOW_TOOLS, "flow-tools records", "flow-tools flowtools"),
  SYSLOG(
      EncodingKind.ENCODING_KIND_FIREWALL_LOG,
      "firewall log lines",
      "syslog firewall fwctllog journal firewall-syslog firewall-journal"),
  ZEEK(EncodingKind.ENCODING_KIND_ZEEK_CONN, "Zeek's conn.log", "zeek zeek-tsv zeek-json conn.log"),
  EVE(EncodingKind.ENCODING_KIND_EVE, "Suricata's EVE", "eve suricata"),
  NFDUMP(EncodingKind.ENCODING_KIND_NFDUMP_CSV, "nfdump's CSV", "nfdump nfdump-csv"),
  DATAGRAMS(
      EncodingKind.ENCODING_KIND_DATAGRAMS,
      "flow exports (NetFlow, IPFIX, sFlow) or firewall log lines",
      "datagrams");

  private final EncodingKind kind;
  private final String description;
  private final String names;

  ReadAs(EncodingKind kind, String description, String names) {
    this.kind = kind;
    this.description = description;
    this.names = names;
  }

  public EncodingKind kind() {
    return kind;
  }

  /** For people, as in "read as ...". */
  public String description() {
    return description;
  }

  /** The first is the one that usage texts name. */
  private List<String> names() {
    return List.of(names.split(" ", -1));
  }

  /** The one with this name, upper and lower case alike. */
  public static Optional<ReadAs> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(one -> one.names().contains(lower)).findFirst();
  }

  /** The one of a message; packets when it says nothing. */
  public static ReadAs of(EncodingKind kind) {
    return Arrays.stream(values()).filter(one -> one.kind == kind).findFirst().orElse(PACKETS);
  }

  /** The first name of each, for usage texts. */
  static String known() {
    return Arrays.stream(values())
        .map(one -> one.names().getFirst())
        .collect(Collectors.joining(", "));
  }
}
