package io.tapline.wire.nfdump;

import io.tapline.wire.protocol.ProtocolNames;
import java.util.HashMap;
import java.util.Map;

/** The abbreviations that nfdump prints for protocols, beside the usual names and numbers. */
final class NfdumpProtocols {
  /** Those of 0 to 137 in order; {@code .} where nfdump prints the number or the usual name. */
  private static final String NAMES =
      """
      . ICMP IGMP GGP IPIP ST TCP CBT EGP IGP BBN NVPII PUP ARGUS ENCOM XNET CHAOS UDP MUX DCN
      HMP PRM XNS Trnk1 Trnk2 Leaf1 Leaf2 RDP IRTP ISO-4 NETBK MFESP MEINP DCCP 3PC IDPR XTP DDP . TP++
      IL IPv6 SDRP Rte6 Frag6 IDRP RSVP GRE MHRP BNA ESP AH INLSP SWIPE NARP MOBIL TLSP SKIP ICMP6 NOHE6
      OPTS6 HOST CFTP . SATNT KLAN RVD IPPC . . VISA IPCV CPNX CPHB WSN PVP BSATM SUNND WBMON WBEXP
      ISOIP VMTP SVMTP VINES TTP NSIGP DGP TCF EIGRP OSPF S-RPC LARP MTP AX.25 . MICP SCCSP ETHIP ENCAP .
      GMTP IFMP PNNI PIM ARIS SCPS QNX A/N IPcmp SNP CpqPP IPXIP VRRP PGM 0hop L2TP DDX IATP STP SRP
      UTI SMP SM PTP ISIS4 FIRE CRTP CRUDP . IPLT SPS PIPE SCTP FC . MHEAD UDP-L MPLS
      """;

  private static final Map<String, Integer> NUMBERS = numbers();

  private NfdumpProtocols() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    String[] names = NAMES.strip().split("\\s+", -1);
    for (int i = 0; i < names.length; i++) {
      numbers.putIfAbsent(names[i], i);
    }
    numbers.remove(".");
    return numbers;
  }

  /** 0 to 255, or {@link ProtocolNames#NONE}. */
  static int number(String text) {
    Integer number = NUMBERS.get(text);
    return number == null ? ProtocolNames.number(text) : number;
  }
}
