package io.tapline.wire.protocol;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one table of the names of IP protocols: what is written, searched for and read. Names are
 * IANA's keywords in lower case; what firewalls, Zeek and Suricata print instead is read as well,
 * in either case. nfdump's abbreviations are read only from nfdump: its IPIP is protocol 4, IANA's
 * is 94.
 */
public final class ProtocolNames {
  /** No such name. */
  public static final int NONE = -1;

  private static final int PROTOCOLS = 256;

  /**
   * Number, the name that is written, other names that are read; behind the bar nfdump's
   * abbreviation, where it is not one of them. A protocol without a name is written as its number.
   */
  private static final String TABLE =
      """
      0 hopopt
      1 icmp icmp4
      2 igmp
      3 ggp
      4 ipv4 ipencap | IPIP
      5 st
      6 tcp
      7 | CBT
      8 egp
      9 igp
      10 | BBN
      11 | NVPII
      12 | PUP
      13 | ARGUS
      14 | ENCOM
      15 | XNET
      16 | CHAOS
      17 udp
      18 | MUX
      19 | DCN
      20 | HMP
      21 | PRM
      22 | XNS
      23 | Trnk1
      24 | Trnk2
      25 | Leaf1
      26 | Leaf2
      27 rdp
      28 | IRTP
      29 | ISO-4
      30 | NETBK
      31 | MFESP
      32 | MEINP
      33 dccp
      34 | 3PC
      35 | IDPR
      36 | XTP
      37 | DDP
      39 | TP++
      40 | IL
      41 ipv6
      42 | SDRP
      43 ipv6-route | Rte6
      44 ipv6-frag | Frag6
      45 | IDRP
      46 rsvp
      47 gre
      48 | MHRP
      49 | BNA
      50 esp
      51 ah
      52 | INLSP
      53 | SWIPE
      54 | NARP
      55 mobile | MOBIL
      56 | TLSP
      57 | SKIP
      58 ipv6-icmp icmpv6 icmp6
      59 ipv6-nonxt | NOHE6
      60 ipv6-opts | OPTS6
      61 | HOST
      62 | CFTP
      64 | SATNT
      65 | KLAN
      66 | RVD
      67 | IPPC
      70 | VISA
      71 | IPCV
      72 | CPNX
      73 | CPHB
      74 | WSN
      75 | PVP
      76 | BSATM
      77 | SUNND
      78 | WBMON
      79 | WBEXP
      80 | ISOIP
      81 | VMTP
      82 | SVMTP
      83 | VINES
      84 | TTP
      85 | NSIGP
      86 | DGP
      87 | TCF
      88 eigrp
      89 ospf ospfigp
      90 | S-RPC
      91 | LARP
      92 | MTP
      93 | AX.25
      94 ipip
      95 | MICP
      96 | SCCSP
      97 etherip | ETHIP
      98 encap
      100 | GMTP
      101 | IFMP
      102 | PNNI
      103 pim
      104 | ARIS
      105 | SCPS
      106 | QNX
      107 | A/N
      108 ipcomp | IPcmp
      109 | SNP
      110 | CpqPP
      111 | IPXIP
      112 vrrp
      113 | PGM
      114 | 0hop
      115 l2tp
      116 | DDX
      117 | IATP
      118 | STP
      119 | SRP
      120 | UTI
      121 | SMP
      122 | SM
      123 | PTP
      124 isis | ISIS4
      125 | FIRE
      126 | CRTP
      127 | CRUDP
      129 | IPLT
      130 | SPS
      131 | PIPE
      132 sctp
      133 fc
      135 mobility-header | MHEAD
      136 udplite | UDP-L
      137 mpls-in-ip | MPLS
      139 hip
      140 shim6
      141 wesp
      142 rohc
      """;

  private static final Map<String, Integer> NUMBERS = new HashMap<>();
  private static final Map<String, Integer> NFDUMP_NUMBERS = new HashMap<>();
  private static final @Nullable String[] NAMES = new String[PROTOCOLS];
  private static final String[] TEXTS = new String[PROTOCOLS];

  static {
    TABLE.lines().forEach(ProtocolNames::addRow);
    NUMBERS.put("ICMPv6", IpProtocols.ICMPV6); // as log lines spell it, without folding the case
    for (int i = 0; i < PROTOCOLS; i++) {
      TEXTS[i] = NAMES[i] == null ? Integer.toString(i) : NAMES[i];
    }
  }

  private ProtocolNames() {}

  private static void addRow(String row) {
    String[] sides = row.split("\\s*\\|\\s*", -1);
    String[] words = sides[0].split(" ", -1);
    int number = Integer.parseInt(words[0]);
    for (int i = 1; i < words.length; i++) {
      NUMBERS.put(words[i], number);
      NUMBERS.put(words[i].toUpperCase(Locale.ROOT), number);
    }
    NAMES[number] = words.length > 1 ? words[1] : null;
    if (sides.length > 1) {
      NFDUMP_NUMBERS.put(sides[1], number);
    }
  }

  /** The number of a name, or of a decimal number 0 to 255; else {@link #NONE}. */
  public static int number(String text) {
    Integer number = NUMBERS.get(text);
    if (number == null && !text.isEmpty()) {
      number = NUMBERS.get(text.toLowerCase(Locale.ROOT));
    }
    return number == null ? decimal(text) : number;
  }

  /** The number of what nfdump prints: its abbreviation, a name or a number; else {@link #NONE}. */
  public static int nfdumpNumber(String text) {
    Integer number = NFDUMP_NUMBERS.get(text);
    return number == null ? number(text) : number;
  }

  private static int decimal(String text) {
    int value = text.isEmpty() || text.length() > 3 ? NONE : 0;
    for (int i = 0; i < text.length() && value >= 0; i++) {
      int digit = text.charAt(i) - '0';
      value = digit >= 0 && digit <= 9 ? value * 10 + digit : NONE;
    }
    return value < PROTOCOLS ? value : NONE;
  }

  /** The name in lower case, or the number where there is none. */
  public static String name(int protocol) {
    return TEXTS[protocol & 0xFF];
  }

  /** The name in lower case, or null where there is none. */
  public static @Nullable String nameOrNull(int protocol) {
    return NAMES[protocol & 0xFF];
  }
}
