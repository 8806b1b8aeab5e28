package io.tapline.wire.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines of every format, and broken ones. */
public final class SampleLines {
  /** Headers of the formats that have such. */
  public static final List<String> HEADERS =
      List.of(
          "#separator \\x09",
          "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration"
              + "\torig_bytes\tconn_state\torig_pkts\ttunnel_parents",
          "ts,te,td,sa,da,sp,dp,pr,flg,stos,ipkt,ibyt,opkt,obyt,in,out,sas,nh,cl,ra,eng");

  public static final List<String> ALL =
      List.of(
          HEADERS.get(0),
          HEADERS.get(1),
          HEADERS.get(2),
          "1772323200.5\t10.0.0.1\t1\t10.0.0.2\t2\ttcp\ta\\x2cb\t1.5\t-\tSF\t3\tCx",
          "2026-03-01 00:00:00,2026-03-01 00:00:04,3.2,10.0.0.1,::1,1,8.0,ICMP,...A..,0,1,2,3,4,5,6,7"
              + ",10.0.0.9,0.1,10.0.0.8,1/2",
          "Summary",
          "Dec 31 23:59:59 gw kernel: IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2 LEN=60 PROTO=TCP SPT=1 DPT=2 SYN",
          "Feb 29 00:00:00 gw kernel: [UFW BLOCK] IN=eth0 OUT= SRC=::1 DST=::2 LEN=60 TC=1 PROTO=ICMPv6"
              + " TYPE=1 CODE=4 [SRC=::2 DST=::1 PROTO=UDP ]",
          "Jul  1 12:00:00 gw cron: job",
          "Jan  1 00:00:00 gw kernel: Packet log: ext-in DENY eth0 PROTO=17 10.0.0.1:1 10.0.0.2:2 L=60 S=0x00 F=0x4000",
          "<4>1 2026-03-01T00:00:00.5+01:00 gw kernel - - [a b=\"]\"] DROP: IN= OUT=eth0 SRC=10.0.0.1 DST=10.0.0.2"
              + " LEN=1 PROTO=2",
          "946684259|DENY|eth0|PERIM|output|6|tcp|10.0.0.1||||29443||10.0.0.2||||80|http",
          "{\"__REALTIME_TIMESTAMP\":\"1772323207000250\",\"MESSAGE\":[73,78,61,32,79,85,84,61]}",
          "{\"ts\":1772323200.5,\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":1,\"id.resp_h\":\"10.0.0.2\",\"id.resp_p\":2,"
              + "\"proto\":\"udp\",\"duration\":1e-6,\"conn_state\":\"SF\",\"tunnel_parents\":[\"a\",[1]]}",
          "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\",\"proto\":\"TCP\",\"vlan\":[1,2],"
              + "\"flow\":{\"pkts_toserver\":1,\"start\":\"2026-03-01T00:00:00.000123+0100\",\"reason\":\"forced\"},"
              + "\"tcp\":{\"tcp_flags\":\"1b\"},\"tunnel\":{\"proto\":\"GRE\",\"x\":[{}]}}",
          "{\"flow_id\":7,\"event_type\":\"netflow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\",\"proto\":\"TCP\","
              + "\"netflow\":{\"pkts\":1,\"start\":\"2026-03-01T00:00:00.000123+0100\"}}",
          "{\"flow_id\":7,\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\",\"proto\":\"TCP\","
              + "\"flow\":{\"pkts_toserver\":1,\"start\":\"2026-03-01T00:00:00.000123+0100\"}}",
          "{\"ts\":1.5,\"id\":{\"orig_h\":\"10.0.0.1\",\"resp_h\":[\"::2\",{}],\"x\":{}},\"proto\":\"udp\",\"conn_state\":\"SF\"}",
          "Nov 20 10:00:05 fw kernel: message repeated 3 times: [ [UFW BLOCK] IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2"
              + " LEN=60 PROTO=TCP SPT=1 DPT=2]",
          "0 6 PVEFW-HOST-IN 20/Nov/2026:11:00:22 +0100 policy DROP: OUT=eth0 SRC=10.0.0.1 DST=10.0.0.2 LEN=9 PROTO=2",
          "kern.log:Nov 20 10:00:05 fw kernel: \0\0IN=eth0 <1>SRC=10.0.0.1 DST=10.0.0.2 LEN=60 PROTO=17",
          "not a line of anything");

  private SampleLines() {}

  /** The line with bytes in place of those at a position. */
  public static byte[] changed(String line, int at, byte[] bytes) {
    byte[] changed = line.getBytes(StandardCharsets.ISO_8859_1);
    int length = Math.min(bytes.length, changed.length - at);
    System.arraycopy(bytes, 0, changed, at, length);
    return changed;
  }
}
