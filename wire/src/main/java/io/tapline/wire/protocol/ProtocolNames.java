package io.tapline.wire.protocol;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * IP protocols by name: the one table of what is written, searched for and read. Names are IANA's
 * keywords; what firewalls, Zeek, Suricata and nfdump print instead is read as well, in either
 * case.
 */
public final class ProtocolNames {
  /** No such name. */
  public static final int NONE = -1;

  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  /** Name and number by turns; the first name of a number is the one that is written. */
  private static final String[] NAMES = {
    "hopopt",
    "0",
    "icmp",
    "1",
    "icmp4",
    "1",
    "igmp",
    "2",
    "ggp",
    "3",
    "ipv4",
    "4",
    "ipencap",
    "4",
    "st",
    "5",
    "tcp",
    "6",
    "egp",
    "8",
    "igp",
    "9",
    "udp",
    "17",
    "rdp",
    "27",
    "dccp",
    "33",
    "ipv6",
    "41",
    "ipv6-route",
    "43",
    "ipv6-frag",
    "44",
    "rsvp",
    "46",
    "gre",
    "47",
    "esp",
    "50",
    "ah",
    "51",
    "ipv6-icmp",
    "58",
    "icmpv6",
    "58",
    "icmp6",
    "58",
    "ipv6-nonxt",
    "59",
    "ipv6-opts",
    "60",
    "eigrp",
    "88",
    "ospf",
    "89",
    "ospfigp",
    "89",
    "mobile",
    "55",
    "ipip",
    "94",
    "etherip",
    "97",
    "encap",
    "98",
    "pim",
    "103",
    "ipcomp",
    "108",
    "vrrp",
    "112",
    "l2tp",
    "115",
    "isis",
    "124",
    "sctp",
    "132",
    "fc",
    "133",
    "mobility-header",
    "135",
    "udplite",
    "136",
    "mpls-in-ip",
    "137",
    "hip",
    "139",
    "shim6",
    "140",
    "wesp",
    "141",
    "rohc",
    "142"
  };

  private static final Map<String, Integer> NUMBERS = numbers();
  private static final String[] TEXTS = texts();

  private ProtocolNames() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < NAMES.length; i += 2) {
      Integer number = Integer.valueOf(NAMES[i + 1]);
      numbers.put(NAMES[i], number);
      numbers.put(NAMES[i].toUpperCase(Locale.ROOT), number);
    }
    numbers.put("ICMPv6", ICMPV6);
    return numbers;
  }

  private static String[] texts() {
    String[] texts = new String[256];
    for (int i = NAMES.length - 2; i >= 0; i -= 2) {
      texts[Integer.parseInt(NAMES[i + 1])] = NAMES[i];
    }
    for (int i = 0; i < texts.length; i++) {
      texts[i] = texts[i] == null ? Integer.toString(i) : texts[i];
    }
    return texts;
  }

  /** The number of a name, or of a decimal number 0 to 255; else {@link #NONE}. */
  public static int number(String text) {
    Integer number = NUMBERS.get(text);
    if (number == null && !text.isEmpty()) {
      number = NUMBERS.get(text.toLowerCase(Locale.ROOT));
    }
    return number == null ? decimal(text) : number;
  }

  private static int decimal(String text) {
    int value = text.isEmpty() || text.length() > 3 ? NONE : 0;
    for (int i = 0; i < text.length() && value >= 0; i++) {
      int digit = text.charAt(i) - '0';
      value = digit >= 0 && digit <= 9 ? value * 10 + digit : NONE;
    }
    return value <= 255 ? value : NONE;
  }

  /** The name in lower case, or the number where there is none. */
  public static String name(int protocol) {
    return TEXTS[protocol & 0xFF];
  }

  /** Whether ports of this protocol are the type and code of a message. */
  public static boolean isIcmp(int protocol) {
    return protocol == ICMP || protocol == ICMPV6;
  }

  /** Whether the protocol has ports: TCP, UDP, DCCP, SCTP, UDP-Lite. */
  public static boolean hasPorts(int protocol) {
    return protocol == 6 || protocol == 17 || protocol == 33 || protocol == 132 || protocol == 136;
  }
}
