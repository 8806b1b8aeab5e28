package io.tapline.wire.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.WordCache;

/**
 * The message that netfilter's LOG target prints: {@code [prefix]IN=eth0 OUT= MAC=... SRC=...
 * DST=... LEN=60 TOS=0x00 ... PROTO=TCP SPT=... DPT=... SYN}.
 */
final class NetfilterMessage {
  /** Result of {@link #read}: nothing wrong. */
  static final String TAKEN = "";

  /** Result of {@link #read}: a frame of another protocol than IP. */
  static final String NOT_IP = "not IP";

  private static final byte[] OUT = " OUT=".getBytes(US_ASCII);
  private static final byte[] IN = "IN=".getBytes(US_ASCII);
  private static final byte[] ARP = "ARP ".getBytes(US_ASCII);

  private final WordCache words;
  private final NetfilterFields fields;
  private final PrefixCache prefixes = new PrefixCache();

  NetfilterMessage(WordCache words) {
    this.words = words;
    this.fields = new NetfilterFields(words);
  }

  /** Where {@code IN=} stands in a message of this kind, or {@link Line#NONE}. */
  static int find(Line line, int from) {
    int out = line.indexOf(OUT, from, line.end);
    for (int at = out - IN.length; at >= from && line.bytes[at] != ' '; at--) {
      if (line.startsWith(IN, at, out)) {
        return at;
      }
    }
    return Line.NONE;
  }

  /** Reads a message into a cleared record; what is wrong with it, or {@link #TAKEN}. */
  String read(Line line, int messageFrom, int inAt, FlowRecord record) {
    fields.read(line, inAt, record);
    if (!fields.hasAddresses()) {
      boolean arp = line.indexOf(ARP, inAt, line.end) >= 0;
      return arp ? NOT_IP : "netfilter_lines_without_addresses";
    }
    if (!fields.hasProtocol()) {
      return "netfilter_lines_without_protocol";
    }
    LogPrefix prefix = prefixes.prefix(words.word(line.bytes, messageFrom, inAt));
    record.firewallChain = prefix.chain();
    record.firewallAction = prefix.action();
    return TAKEN;
  }
}
