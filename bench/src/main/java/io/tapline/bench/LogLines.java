package io.tapline.bench;

import java.util.List;

/**
 * Lines of one format.
 *
 * @param header what comes first
 * @param template a line with the places: time of day, host part of the source, port
 */
record LogLines(List<String> header, String template) {

  static LogLines of(String format) {
    return switch (format) {
      case "netfilter" ->
          lines(
              "Mar  1 %1$s gw kernel: [12345.678901] [UFW BLOCK] IN=eth0 OUT="
                  + " MAC=52:54:00:00:00:01:52:54:00:00:00:02:08:00 SRC=198.51.%2$s DST=192.0.2.1"
                  + " LEN=60 TOS=0x08 PREC=0x20 TTL=49 ID=54321 DF PROTO=TCP SPT=%3$d DPT=22"
                  + " WINDOW=64240 RES=0x00 SYN URGP=0");
      case "ipchains" ->
          lines(
              "Mar  1 %1$s gw kernel: Packet log: input DENY eth0 PROTO=17 198.51.%2$s:%3$d"
                  + " 192.0.2.1:53 L=60 S=0x00 I=7720 F=0x4000 T=54 (#37)");
      case "zeek-tsv" ->
          new LogLines(
              List.of(
                  "#separator \\x09",
                  "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice"
                      + "\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp"
                      + "\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts"
                      + "\tresp_ip_bytes\ttunnel_parents"),
              "1772323200.%3$06d\tCHhAvVGS1DHFjwGM9\t198.51.%2$s\t%3$d\t192.0.2.80\t443\ttcp\tssl"
                  + "\t1.500001\t100\t2000\tSF\tT\tF\t0\tShADadFf\t5\t360\t6\t2312\t(empty)");
      case "zeek-json" ->
          lines(
              "{\"ts\":1772323200.%3$06d,\"uid\":\"CHhAvVGS1DHFjwGM9\",\"id.orig_h\":\"198.51.%2$s\","
                  + "\"id.orig_p\":%3$d,\"id.resp_h\":\"192.0.2.80\",\"id.resp_p\":443,\"proto\":\"tcp\","
                  + "\"service\":\"ssl\",\"duration\":1.500001,\"orig_bytes\":100,\"resp_bytes\":2000,"
                  + "\"conn_state\":\"SF\",\"missed_bytes\":0,\"history\":\"ShADadFf\",\"orig_pkts\":5,"
                  + "\"orig_ip_bytes\":360,\"resp_pkts\":6,\"resp_ip_bytes\":2312}");
      case "eve" ->
          lines(
              "{\"timestamp\":\"2026-03-01T%1$s.100000+0000\",\"flow_id\":1234567890123456,"
                  + "\"in_iface\":\"eth0\",\"event_type\":\"flow\",\"src_ip\":\"198.51.%2$s\",\"src_port\":%3$d,"
                  + "\"dest_ip\":\"192.0.2.80\",\"dest_port\":443,\"proto\":\"TCP\",\"app_proto\":\"tls\","
                  + "\"flow\":{\"pkts_toserver\":5,\"pkts_toclient\":6,\"bytes_toserver\":430,"
                  + "\"bytes_toclient\":2396,\"start\":\"2026-03-01T%1$s.000123+0000\","
                  + "\"end\":\"2026-03-01T%1$s.500124+0000\",\"age\":1,\"state\":\"closed\","
                  + "\"reason\":\"timeout\",\"alerted\":false},\"tcp\":{\"tcp_flags\":\"1b\","
                  + "\"tcp_flags_ts\":\"1b\",\"tcp_flags_tc\":\"13\",\"syn\":true,\"state\":\"closed\"}}");
      case "nfdump" ->
          new LogLines(
              List.of(
                  "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos"
                      + ",dir,nh,nhb,svln,dvln,cl,sl,al,ra,eng,exid,tr"),
              "2026-03-01 %1$s,2026-03-01"
                  + " %1$s,0.242,198.51.%2$s,192.0.2.80,%3$d,443,TCP,...AP.S.,0,0,86,7256,0,0,1,2,64500,64501,24,16,0,0,192.0.2.254,0.0.0.0,0,0,"
                  + "    0.000,    0.000,    0.000,192.0.2.1,17/1,0,2026-11-21 03:36:50.401");
      default -> throw new IllegalArgumentException("no lines of " + format);
    };
  }

  private static LogLines lines(String template) {
    return new LogLines(List.of(), template);
  }

  /** The line of a number. */
  String line(int number) {
    String time = "%02d:%02d:%02d".formatted(number / 3600 % 24, number / 60 % 60, number % 60);
    String host = "%d.%d".formatted(number >> 8 & 255, number & 255);
    return template.formatted(time, host, 1024 + number);
  }
}
