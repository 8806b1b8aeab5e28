package io.tapline.wire.nfdump;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The columns that are kept, with their names in old and new headers. */
enum NfdumpColumn {
  OTHER(""),
  FIRST("ts firstseen"),
  LAST("te lastseen"),
  DURATION("td duration"),
  SOURCE("sa srcaddr"),
  DESTINATION("da dstaddr"),
  SOURCE_PORT("sp srcport"),
  DESTINATION_PORT("dp dstport"),
  ICMP_TYPE("it icmptype"),
  ICMP_CODE("ic icmpcode"),
  PROTOCOL("pr proto"),
  FLAGS("flg flags"),
  SOURCE_TOS("stos srctos tos"),
  DESTINATION_TOS("dtos dsttos"),
  IN_PACKETS("ipkt inpackets pkt packets"),
  IN_BYTES("ibyt inbytes byt bytes"),
  OUT_PACKETS("opkt outpackets"),
  OUT_BYTES("obyt outbytes"),
  FLOWS("fl flows"),
  INPUT("in input"),
  OUTPUT("out output"),
  INPUT_NAME("inam inifname"),
  OUTPUT_NAME("onam outifname"),
  SOURCE_AS("sas srcas"),
  DESTINATION_AS("das dstas"),
  SOURCE_MASK("smk srcmask"),
  DESTINATION_MASK("dmk dstmask"),
  NEXT_HOP("nh nextip"),
  ROUTER("ra routerip"),
  SOURCE_VLAN("svln srcvlan"),
  CLIENT_LATENCY("cl clientlatency"),
  SERVER_LATENCY("sl serverlatency"),
  ENGINE("eng engine"),
  DOMAIN("odid obsdomainid"),
  NAT_SOURCE("nsa srcxip xsa"),
  NAT_DESTINATION("nda dstxip xda"),
  NAT_SOURCE_PORT("nsp srcxport xsp"),
  NAT_DESTINATION_PORT("ndp dstxport xdp");

  private static final Map<String, NfdumpColumn> BY_NAME = new HashMap<>();

  static {
    for (NfdumpColumn column : values()) {
      for (String name : column.names.split(" ", -1)) {
        BY_NAME.put(name, column);
      }
    }
  }

  /** Parted by blanks. */
  private final String names;

  NfdumpColumn(String names) {
    this.names = names;
  }

  static NfdumpColumn named(String name) {
    return BY_NAME.getOrDefault(name.strip().toLowerCase(Locale.ROOT), OTHER);
  }

  /** One of its names; {@link #named} finds the column by it. */
  String text() {
    int blank = names.indexOf(' ');
    return blank < 0 ? names : names.substring(0, blank);
  }
}
