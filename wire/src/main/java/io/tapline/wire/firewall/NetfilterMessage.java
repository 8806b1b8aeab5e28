package io.tapline.wire.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.WordCache;

/**
 * The message that netfilter's LOG target prints: {@code [prefix]IN=eth0 OUT= MAC=... SRC=...
 * DST=... LEN=60 TOS=0x00 ... PROTO=TCP SPT=... DPT=... SYN}. Loggers of Proxmox leave out the
 * interface that there is not: such a message is known by its {@code SRC=} and {@code DST=}.
 */
final class NetfilterMessage {
  /** Result of {@link #read}: nothing wrong. */
  static final String TAKEN = "";

  /** Result of {@link #read}: a frame of another protocol than IP. */
  static final String NOT_IP = "not IP";

  private static final byte[] BLANK_OUT = " OUT=".getBytes(US_ASCII);
  private static final byte[] OUT = "OUT=".getBytes(US_ASCII);
  private static final byte[] PHYSICAL = "PHYS".getBytes(US_ASCII);
  private static final byte[] SOURCE = " SRC=".getBytes(US_ASCII);
  private static final byte[] DESTINATION = " DST=".getBytes(US_ASCII);
  private static final byte[] KERNEL = " kernel: ".getBytes(US_ASCII);
  private static final byte[] IN = "IN=".getBytes(US_ASCII);
  private static final byte[] ARP = "ARP ".getBytes(US_ASCII);

  private final WordCache words;
  private final NetfilterFields fields;
  private final PrefixCache prefixes = new PrefixCache();

  NetfilterMessage(WordCache words) {
    this.words = words;
    this.fields = new NetfilterFields(words);
  }

  /** Where the fields begin in a message of this kind, or {@link Line#NONE}. */
  static int find(Line line, int from) {
    int out = line.indexOf(BLANK_OUT, from, line.end);
    for (int at = out - IN.length; at >= from && line.bytes[at] != ' '; at--) {
      if (line.startsWith(IN, at, out)) {
        return at;
      }
    }
    return findBeforeSource(line, from);
  }

  /** Some name only the interface that there is: the first of the words with values before SRC. */
  private static int findBeforeSource(Line line, int from) {
    int source = line.indexOf(SOURCE, from, line.end);
    if (source < 0 || line.indexOf(DESTINATION, source, line.end) < 0) {
      return Line.NONE;
    }
    int found = Line.NONE;
    int end = source;
    while (end > from) {
      int word = startOfWord(line, from, end);
      if (line.indexOf('=', word, end) < 0) {
        break;
      }
      int at = interfaceIn(line, word, end);
      found = at < 0 ? found : at;
      end = word - 1;
    }
    return found;
  }

  private static int startOfWord(Line line, int from, int end) {
    int at = end;
    while (at > from && line.bytes[at - 1] != ' ') {
      at--;
    }
    return at;
  }

  /** IN or OUT, also touched by a prefix; PHYSIN and PHYSOUT are no beginning. */
  private static int interfaceIn(Line line, int word, int end) {
    if (line.startsWith(PHYSICAL, word, end)) {
      return Line.NONE;
    }
    int in = line.indexOf(IN, word, end);
    return in >= 0 ? in : line.indexOf(OUT, word, end);
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
    int prefixFrom = behindRelays(line, messageFrom, inAt);
    LogPrefix prefix = prefixes.prefix(words.word(line.bytes, prefixFrom, inAt));
    record.firewallChain = prefix.chain();
    record.firewallAction = prefix.action();
    return TAKEN;
  }

  /** Relays put headers of their own before the one of the firewall. */
  private static int behindRelays(Line line, int from, int to) {
    int prefix = from;
    for (int at = line.indexOf(KERNEL, from, to); at >= 0; ) {
      prefix = SyslogTag.skipStamps(line, at + KERNEL.length);
      at = line.indexOf(KERNEL, at + 1, to);
    }
    return Math.min(prefix, to);
  }
}
