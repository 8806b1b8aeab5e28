package io.tapline.cli.flow;

/**
 * What a format of flow-print shows. Wide, names have more room; that changes formats 3, 4, 9 to 14
 * and 18 to 23.
 *
 * @param heading with its line ends
 * @param rows a line of words for each line of a flow; see {@link PrintCell}
 */
record PrintTable(int number, String heading, String rows) {
  private static final String COUNTERS = " dFlows-12 dOctets-12 dPkts-12 duration-12";
  private static final String COUNTER_HEADING = "flows       octets      packets     duration\n";

  static PrintTable of(int number, boolean wide) {
    return switch (number) {
      case 0, 1, 2 -> interfaces(number);
      case 3, 4, 9 -> wide ? wideAddresses(number) : addresses(number);
      case 5, 6, 24 -> full(number);
      case 7, 8 -> prefixes(number);
      case 10, 11, 12, 13, 14 -> aggregation(number, wide);
      case 15, 16, 17 -> catalyst(number);
      case 18, 19, 20, 21 -> tosAggregation(number, wide);
      case 22, 23 -> tosPrefixes(number, wide);
      default ->
          throw new IllegalArgumentException(
              "There are formats 0 to 24, not %d.".formatted(number));
    };
  }

  private static PrintTable interfaces(int number) {
    String row =
        "input.x4-5 srcaddr-17 output.x4-5 dstaddr-18 prot.x2-3 srcport.x1-5 dstport.x1-6"
            + " dPkts-11 dOctets-10";
    String timesHeading = " StartTime          EndTime             Active   B/Pk Ts Fl\n\n";
    String times =
        "\n start+18 end+19 blank-1 active+10 blank-1 bytes_per_packet-3 blank-1 tos.x2-3 tcp_flags.x2-2"
            + "\n ";
    return switch (number) {
      case 0 ->
          new PrintTable(
              number,
              "Sif  SrcIPaddress     Dif  DstIPaddress      Pr SrcP DstP  Pkts       Octets\n",
              row);
      case 1 ->
          new PrintTable(
              number,
              "Sif  SrcIPaddress     DIf  DstIPaddress      Pr SrcP DstP  Pkts  Octets\n"
                  + timesHeading,
              row + times);
      default ->
          new PrintTable(
              number,
              "Sif SrcIPaddress     DIf DstIPaddress    Pr SrcP DstP Pkts       Octets\n"
                  + timesHeading,
              "input.x2-2 blank-2 srcaddr-17 output.x2-2 blank-2 dstaddr-16 prot.x2-3 srcport.x1-5"
                  + " dstport.x1-5"
                  + " dPkts-11 dOctets-10"
                  + times);
    };
  }

  private static PrintTable addresses(int number) {
    return switch (number) {
      case 3 ->
          new PrintTable(
              number,
              "srcIP            dstIP            prot  srcPort  dstPort  octets      packets\n",
              "srcaddr-17 dstaddr-17 prot_name-6! srcport_name-9! dstport_name-9! dOctets-12"
                  + " dPkts-10");
      case 4 ->
          new PrintTable(
              number,
              "srcIP              dstIP              prot  srcAS  dstAS  octets      packets\n",
              "src_prefix-19 dst_prefix-19 prot_name-6! src_as-7 dst_as-7 dOctets-12 dPkts-10");
      default ->
          new PrintTable(
              number,
              "srcTag      dstTag      srcIP            dstIP            octets      packets\n",
              "src_tag.0x8-12 dst_tag.0x8-12 srcaddr-17 dstaddr-17 dOctets-12 dPkts-10");
    };
  }

  private static PrintTable wideAddresses(int number) {
    return switch (number) {
      case 3 ->
          new PrintTable(
              number,
              "srcIP            dstIP            prot   srcPort           dstPort           octets"
                  + "      packets\n",
              "srcaddr-17 dstaddr-17 prot_name-7! srcport_name-18! dstport_name-18! dOctets-12"
                  + " dPkts-10");
      case 4 ->
          new PrintTable(
              number,
              "Sif  Dif  srcIP               dstIP               prot   srcAS             dstAS"
                  + "             octets      packets\n",
              "input.x4-5 output.x4-5 src_prefix-20 dst_prefix-20 prot_name-7! src_as-18 dst_as-18"
                  + " dOctets-12 dPkts-10");
      default ->
          new PrintTable(
              number,
              "srcTag             dstTag             srcIP            dstIP            octets"
                  + "      packets\n",
              "src_tag.0x8-17 dst_tag.0x8-17 srcaddr-17 dstaddr-17 dOctets-12 dPkts-10");
    };
  }

  private static PrintTable full(int number) {
    return switch (number) {
      case 5 ->
          new PrintTable(
              number,
              "Start             End               Sif   SrcIPaddress    SrcP  DIf   DstIPaddress"
                  + "    DstP    P Fl Pkts       Octets\n\n",
              "start-18 end-18 input-6 srcaddr-16 srcport-6 output-6 dstaddr-16 dstport-6 prot-4"
                  + " closing_flags-3 dPkts-11 dOctets-10");
      case 6 ->
          new PrintTable(
              number,
              "   Source           Destination              Packets               Bytes\n",
              "blank-1 srcaddr-17 dstaddr-19 dPkts+15 dOctets+20");
      default ->
          new PrintTable(
              number,
              "#Sif SrcIPaddress     DIf  DstIPaddress     Pr SrcP  DstP  Pkts       Octets      "
                  + " StartDate  StartTime     EndDate    EndTime       ExporterAddr    RouterSrc  "
                  + "        Active B/Pk  Ts Fl  SrcAS DstAS\n\n",
              "input.x4-5 srcaddr-17 output.x4-5 dstaddr-17 prot.x2-3 srcport-6 dstport-6 dPkts-11"
                  + " dOctets-13 start_date-25 end_date-25 exaddr-16 router_sc-16 active+9 blank-1"
                  + " bytes_per_packet-5 blank-1 tos.x2-3 tcp_flags.x2-4 src_as-6 dst_as-5");
    };
  }

  private static PrintTable prefixes(int number) {
    String rest = " prot_name-7! srcport_name-16! dstport_name-16! dOctets-12 dPkts-10";
    return number == 7
        ? new PrintTable(
            number,
            "srcIP               dstIP               router_sc        prot   srcPort         dstPort"
                + "         octets      packets\n",
            "src_prefix-20 dst_prefix-20 router_sc-17" + rest)
        : new PrintTable(
            number,
            "srcIP               dstIP               peer_nexthop     encap i/o  prot   srcPort    "
                + "     dstPort         octets      packets\n",
            "src_prefix-20 dst_prefix-20 peer_nexthop-17 in_encaps-5 out_encaps-6" + rest);
  }

  /** A heading padded to the width of its column. */
  private static String head(String name, int width) {
    return name + " ".repeat(width - name.length());
  }

  private static PrintTable aggregation(int number, boolean wide) {
    int as = wide ? 18 : 7;
    int port = wide ? 18 : 9;
    return switch (number) {
      case 10 ->
          new PrintTable(
              number,
              head("srcAS", as) + head("dstAS", as) + "in     out    " + COUNTER_HEADING,
              "src_as-%1$d dst_as-%1$d input-7 output-7".formatted(as) + COUNTERS);
      case 11 ->
          new PrintTable(
              number,
              head("srcPort", port) + head("dstPort", port) + "prot   " + COUNTER_HEADING,
              "srcport_name-%1$d! dstport_name-%1$d! prot_name-7!".formatted(port) + COUNTERS);
      case 12 ->
          new PrintTable(
              number,
              head(wide ? "srcPrefix" : "src/mask", 20)
                  + head("srcAS", as)
                  + "input  "
                  + COUNTER_HEADING,
              "src_prefix-20 src_as-%d input-7".formatted(as) + COUNTERS);
      case 13 ->
          new PrintTable(
              number,
              destination(wide) + head("dstAS", as) + "input  " + COUNTER_HEADING,
              "dst_prefix-20 dst_as-%d output-7".formatted(as) + COUNTERS);
      default ->
          new PrintTable(
              number,
              prefixPair(as) + "input  output " + COUNTER_HEADING,
              "src_prefix-20 src_as-%1$d dst_prefix-20 dst_as-%1$d input-7 output-7".formatted(as)
                  + COUNTERS);
    };
  }

  private static String destination(boolean wide) {
    return head(wide ? "dstPrefix" : "dst/mask", 20);
  }

  private static String prefixPair(int as) {
    return head("srcPrefix", 20) + head("srcAS", as) + head("dstPrefix", 20) + head("dstAS", as);
  }

  private static PrintTable catalyst(int number) {
    String rest = " tos-5 marked_tos-5 extra_pkts-12 dOctets-12 dPkts-10";
    String restHeading = "ToS  mToS xpackets    octets      packets\n";
    return switch (number) {
      case 15 ->
          new PrintTable(
              number,
              "dstIP            router_sc        Dif    " + restHeading,
              "dstaddr-17 router_sc-17 output-7" + rest);
      case 16 ->
          new PrintTable(
              number,
              "srcIP            dstIP            router_sc        Sif    Dif    " + restHeading,
              "srcaddr-17 dstaddr-17 router_sc-17 input-7 output-7" + rest);
      default ->
          new PrintTable(
              number,
              "srcIP            dstIP            router_sc        Sif    Dif    SrcP   DstP   prot "
                  + restHeading,
              "srcaddr-17 dstaddr-17 router_sc-17 input-7 output-7 srcport_name-7! dstport_name-7!"
                  + " prot_name-5!"
                  + rest);
    };
  }

  private static PrintTable tosAggregation(int number, boolean wide) {
    int as = wide ? 18 : 7;
    int port = wide ? 18 : 9;
    return switch (number) {
      case 18 ->
          new PrintTable(
              number,
              "ToS  " + head("srcAS", as) + head("dstAS", as) + "in     out    " + COUNTER_HEADING,
              "tos-5 src_as-%1$d dst_as-%1$d input-7 output-7".formatted(as) + COUNTERS);
      case 19 ->
          new PrintTable(
              number,
              "ToS  " + head("srcPort", port) + head("dstPort", port) + "prot   " + COUNTER_HEADING,
              "prot-5 srcport_name-%1$d! dstport_name-%1$d! prot_name-7!".formatted(port)
                  + COUNTERS);
      case 20 ->
          new PrintTable(
              number,
              "ToS  " + head("srcPrefix", 20) + head("srcAS", as) + "input  " + COUNTER_HEADING,
              "tos-5 src_prefix-20 src_as-%d input-7".formatted(as) + COUNTERS);
      default ->
          new PrintTable(
              number,
              "ToS  " + destination(wide) + head("dstAS", as) + "input  " + COUNTER_HEADING,
              "tos-5 dst_prefix-20 dst_as-%d output-7".formatted(as) + COUNTERS);
    };
  }

  private static PrintTable tosPrefixes(int number, boolean wide) {
    int as = wide ? 18 : 7;
    if (number == 22) {
      return new PrintTable(
          number,
          "ToS  " + prefixPair(as) + "input  output " + COUNTER_HEADING,
          "tos-5 src_prefix-20 dst_prefix-%1$d! src_as-20 dst_as-%1$d input-7 output-7"
                  .formatted(as)
              + COUNTERS);
    }
    int port = wide ? 18 : 7;
    int protocol = wide ? 7 : 5;
    return new PrintTable(
        number,
        "ToS  srcPrefix           dstPrefix           "
            + head("Pr", protocol)
            + head("SrcP", port)
            + head("DstP", wide ? port : port + 1) // one more than the column below it
            + "input  output "
            + COUNTER_HEADING,
        "tos-5 src_prefix-20 dst_prefix-20 prot_name-%2$d! srcport_name-%1$d! dstport_name-%1$d!"
                .formatted(port, protocol)
            + " input-7 output-7"
            + COUNTERS);
  }
}
