package io.tapline.cli.flow;

/**
 * What a format of flow-print shows.
 *
 * @param heading with its line ends
 * @param rows a line of words for each line of a flow; see {@link PrintCell}
 */
record PrintTable(int number, String heading, String rows) {
  private static final String COUNTERS = " dFlows-12 dOctets-12 dPkts-12 duration-12";
  private static final String COUNTER_HEADING = "flows       octets      packets     duration\n";

  static PrintTable of(int number) {
    return switch (number) {
      case 0, 1, 2 -> interfaces(number);
      case 3, 4, 9 -> addresses(number);
      case 5, 6, 24 -> full(number);
      case 7, 8 -> prefixes(number);
      case 10, 11, 12, 13, 14 -> aggregation(number);
      case 15, 16, 17 -> catalyst(number);
      case 18, 19, 20, 21 -> tosAggregation(number);
      case 22, 23 -> tosPrefixes(number);
      default ->
          throw new IllegalArgumentException(
              "There are formats 0 to 24, not %d.".formatted(number));
    };
  }

  private static PrintTable interfaces(int number) {
    String heading = "Sif  SrcIPaddress     DIf  DstIPaddress      Pr SrcP DstP  Pkts  Octets\n";
    String row =
        "input.x4-5 srcaddr-17 output.x4-5 dstaddr-18 prot.x2-3 srcport.x1-5 dstport.x1-6"
            + " dPkts-11 dOctets-10";
    String times =
        "\n start+18 end+19 blank-1 active+10 blank-1 bytes_per_packet-3 blank-1 tos.x2-3 tcp_flags.x2-2";
    return number == 0
        ? new PrintTable(number, heading + "\n", row)
        : new PrintTable(
            number,
            heading + " StartTime          EndTime             Active   B/Pk Ts Fl\n\n",
            row + times + "\n ");
  }

  private static PrintTable addresses(int number) {
    return switch (number) {
      case 3 ->
          new PrintTable(
              number,
              "srcIP            dstIP            prot  srcPort  dstPort  octets      packets\n",
              "srcaddr-17 dstaddr-17 prot_name-6 srcport_name-9 dstport_name-9 dOctets-12 dPkts-10");
      case 4 ->
          new PrintTable(
              number,
              "srcIP            dstIP            prot  srcAS  dstAS  octets      packets\n",
              "srcaddr-17 dstaddr-17 prot_name-6 src_as-7 dst_as-7 dOctets-12 dPkts-10");
      default ->
          new PrintTable(
              number,
              "srcTag      dstTag      srcIP            dstIP            octets      packets\n",
              "src_tag.0x8-12 dst_tag.0x8-12 srcaddr-17 dstaddr-17 dOctets-12 dPkts-10");
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
    String rest = " prot_name-7 srcport_name-16 dstport_name-16 dOctets-12 dPkts-10";
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

  private static PrintTable aggregation(int number) {
    return switch (number) {
      case 10 ->
          new PrintTable(
              number,
              "srcAS  dstAS  in     out    " + COUNTER_HEADING,
              "src_as-7 dst_as-7 input-7 output-7" + COUNTERS);
      case 11 ->
          new PrintTable(
              number,
              "srcPort  dstPort  prot   " + COUNTER_HEADING,
              "srcport-9 dstport-9 prot-7" + COUNTERS);
      case 12 ->
          new PrintTable(
              number,
              "src/mask            srcAS  input  " + COUNTER_HEADING,
              "src_prefix-20 src_as-7 input-7" + COUNTERS);
      case 13 ->
          new PrintTable(
              number,
              "dst/mask            dstAS  output " + COUNTER_HEADING,
              "dst_prefix-20 dst_as-7 output-7" + COUNTERS);
      default ->
          new PrintTable(
              number,
              "srcPrefix           srcAS  dstPrefix           dstAS  input  output "
                  + COUNTER_HEADING,
              "src_prefix-20 src_as-7 dst_prefix-20 dst_as-7 input-7 output-7" + COUNTERS);
    };
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
              "srcaddr-17 dstaddr-17 router_sc-17 input-7 output-7 srcport-7 dstport-7 prot-5"
                  + rest);
    };
  }

  private static PrintTable tosAggregation(int number) {
    return switch (number) {
      case 18 ->
          new PrintTable(
              number,
              "ToS  srcAS  dstAS  in     out    " + COUNTER_HEADING,
              "tos-5 src_as-7 dst_as-7 input-7 output-7" + COUNTERS);
      case 19 ->
          new PrintTable(
              number,
              "ToS  srcPort  dstPort  prot   in     out    " + COUNTER_HEADING,
              "tos-5 srcport-9 dstport-9 prot-7 input-7 output-7" + COUNTERS);
      case 20 ->
          new PrintTable(
              number,
              "ToS  srcPrefix           srcAS  input  " + COUNTER_HEADING,
              "tos-5 src_prefix-20 src_as-7 input-7" + COUNTERS);
      default ->
          new PrintTable(
              number,
              "ToS  dst/mask            dstAS  input  " + COUNTER_HEADING,
              "tos-5 dst_prefix-20 dst_as-7 output-7" + COUNTERS);
    };
  }

  private static PrintTable tosPrefixes(int number) {
    return number == 22
        ? new PrintTable(
            number,
            "ToS  srcPrefix           srcAS  dstPrefix           dstAS  input  output "
                + COUNTER_HEADING,
            "tos-5 src_prefix-20 dst_prefix-7! src_as-20 dst_as-7 input-7 output-7" + COUNTERS)
        : new PrintTable(
            number,
            "ToS  srcPrefix           srcPort  dstPrefix           dstPort  prot   input  output "
                + COUNTER_HEADING,
            "tos-5 src_prefix-20 srcport-9 dst_prefix-20 dstport-9 prot-7 input-7 output-7"
                + COUNTERS);
  }
}
