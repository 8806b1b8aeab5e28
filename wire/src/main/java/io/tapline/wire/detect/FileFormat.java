package io.tapline.wire.detect;

/** The formats of files that hold packets, flows or their logs. */
public enum FileFormat {
  /** Packets: pcap, its modified and nanosecond variants, either byte order. */
  PCAP("pcap"),
  /** Packets: pcapng. */
  PCAPNG("pcapng"),
  /** Flows: a flow-tools stream, format 1 or 3. */
  FLOW_TOOLS("flow-tools"),
  /** Flows: messages of NetFlow v1, v5 to v7, v9 or IPFIX (RFC 5655), one after the other. */
  FLOW_MESSAGES("flow messages"),
  /** Log: the journal, {@code journalctl -o json}. */
  FIREWALL_JOURNAL("journal"),
  /** Log: Suricata's eve.json. */
  EVE_JSON("eve"),
  /** Log: Zeek's conn.log as JSON. */
  ZEEK_JSON("zeek-json"),
  /** Log: Zeek's conn.log with its header. */
  ZEEK_TSV("zeek"),
  /** Log: nfdump's CSV with its header. */
  NFDUMP_CSV("nfdump"),
  /** Log: what fwctllog writes. */
  FIREWALL_FWCTLLOG("fwctllog"),
  /** Log: syslog with lines of ipchains or netfilter (iptables, nftables, ufw, firewalld). */
  FIREWALL_SYSLOG("firewall log");

  private final String label;

  FileFormat(String label) {
    this.label = label;
  }

  /** A short name for people. */
  public String label() {
    return label;
  }
}
