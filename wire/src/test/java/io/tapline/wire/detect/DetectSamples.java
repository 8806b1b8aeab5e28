package io.tapline.wire.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** One small file of every format. */
final class DetectSamples {
  private static final String NETFILTER =
      "Nov 21 03:00:00 gw kernel: [UFW BLOCK] IN=eth0 OUT= MAC=00:11 SRC=192.0.2.1"
          + " DST=198.51.100.2 LEN=60 TOS=0x00 TTL=64 ID=1 PROTO=TCP SPT=1024 DPT=22 SYN\n";

  private DetectSamples() {}

  static byte[] of(FileFormat format) {
    return switch (format) {
      case PCAP -> hex("d4c3b2a1020004000000000000000000ffff000001000000");
      case PCAPNG -> hex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000");
      case FLOW_TOOLS -> hex("cf100103300000000200020001000800");
      case FLOW_MESSAGES -> hex("000a001400000000000000000000000000030004");
      case FIREWALL_JOURNAL ->
          text("{\"MESSAGE\":\"IN=eth0 OUT= SRC=\",\"__REALTIME_TIMESTAMP\":\"1\"}\n");
      case EVE_JSON -> text("{\"timestamp\":\"2026-01-01\",\"event_type\":\"flow\"}\n");
      case ZEEK_JSON ->
          text("{\"ts\":1.5,\"id.orig_h\":\"::1\",\"proto\":\"tcp\",\"conn_state\":\"SF\"}\n");
      case ZEEK_TSV ->
          text("#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.resp_h\tproto\n");
      case NFDUMP_CSV -> text("ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt\n");
      case FIREWALL_FWCTLLOG ->
          text(
              "946684259|DENY|eth0|PERIM|output|6|tcp|10.1.1.1||EXT|A|1||10.1.1.2||EXT|B|80|http\n");
      case FIREWALL_SYSLOG -> text(NETFILTER);
    };
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
