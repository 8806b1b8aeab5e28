package io.tapline.standalone.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapline.wire.capture.PcapngWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A small file of one format with one connection from 192.0.2.1:40000 to 192.0.2.2:443 over TCP.
 *
 * @param name of the file
 * @param format as the import tells it
 * @param options of the import
 * @param columns packets and bytes that the log must have: client's, then server's, with commas
 */
record FormatSample(
    String name, String format, List<String> options, String columns, byte[] content) {
  private static final int SECONDS = 1_700_000_000;

  @Override
  public String toString() {
    return name;
  }

  static List<FormatSample> all() throws IOException {
    return List.of(
        text("kern.log", "firewall-syslog", "1,60,0,0", syslog()),
        text("packets.log", "fwctllog", "1,0,0,0", fwctllog()),
        text("journal.json", "firewall-journal", "1,60,0,0", journal()),
        text("conn.log", "zeek-tsv", "3,400,4,500", zeek()),
        text("conn.json", "zeek-json", "3,400,4,500", zeekJson()),
        text("eve.json", "eve", "3,400,4,500", eve()),
        text("nfdump.csv", "nfdump-csv", "3,400,4,500", nfdump()),
        new FormatSample("ft-v05", "flow-tools", List.of(), "3,400,0,0", flowTools()),
        new FormatSample(
            "v5.pcapng.gz",
            "pcapng (gzip) read as flow exports",
            List.of("--as", "netflow"),
            "3,400,0,0",
            gzip(exports(ExportPackets.v5(SECONDS)))),
        new FormatSample(
            "v9.pcapng",
            "pcapng read as flow exports",
            List.of("--as", "netflow"),
            "3,400,0,0",
            exports(ExportPackets.v9Data(SECONDS, 0), ExportPackets.v9Template(SECONDS, 1))),
        new FormatSample(
            "ipfix.pcapng",
            "pcapng read as flow exports",
            List.of("--as", "ipfix"),
            "3,400,0,0",
            exports(ExportPackets.ipfix(SECONDS))),
        new FormatSample(
            "v9.dat",
            "flow-messages",
            List.of(),
            "3,400,0,0",
            messages(ExportPackets.v9Template(SECONDS, 0), ExportPackets.v9Data(SECONDS, 1))));
  }

  private static FormatSample text(String name, String format, String columns, String text) {
    return new FormatSample(name, format, List.of(), columns, text.getBytes(UTF_8));
  }

  private static String syslog() {
    return """
    Nov 14 22:13:19 gate sshd[7]: Accepted publickey for root
    Nov 14 22:13:20 gate kernel: [1.5] DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=60 TOS=0x00 PREC=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=40000 DPT=443 WINDOW=1 RES=0x00 SYN URGP=0
    """;
  }

  private static String fwctllog() {
    return """
    1700000000|DENY|eth0|PERIM|input|6|tcp|192.0.2.1||EXT|A|40000||192.0.2.2||EXT|B|443|https
    """;
  }

  private static String journal() {
    return """
    {"__REALTIME_TIMESTAMP":"1700000000000000","_HOSTNAME":"gate","SYSLOG_IDENTIFIER":"kernel","_TRANSPORT":"kernel","MESSAGE":"DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=60 TOS=0x00 PREC=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=40000 DPT=443 WINDOW=1 RES=0x00 SYN URGP=0"}
    """;
  }

  private static String zeek() {
    return """
    #separator \\x09
    #set_separator\t,
    #empty_field\t(empty)
    #unset_field\t-
    #path\tconn
    #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes
    #types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tstring\tcount\tcount\tcount\tcount
    1700000000.000001\tC1\t192.0.2.1\t40000\t192.0.2.2\t443\ttcp\tssl\t1.5\t100\t200\tSF\tShADadFf\t3\t400\t4\t500
    """;
  }

  private static String zeekJson() {
    return """
    {"ts":1700000000.000001,"uid":"C1","id.orig_h":"192.0.2.1","id.orig_p":40000,"id.resp_h":"192.0.2.2","id.resp_p":443,"proto":"tcp","service":"ssl","duration":1.5,"orig_bytes":100,"resp_bytes":200,"conn_state":"SF","orig_pkts":3,"orig_ip_bytes":400,"resp_pkts":4,"resp_ip_bytes":500}
    """;
  }

  private static String eve() {
    return """
    {"timestamp":"2023-11-14T22:13:22.000001+0000","flow_id":1,"event_type":"flow","src_ip":"192.0.2.1","src_port":40000,"dest_ip":"192.0.2.2","dest_port":443,"proto":"TCP","app_proto":"tls","flow":{"pkts_toserver":3,"pkts_toclient":4,"bytes_toserver":400,"bytes_toclient":500,"start":"2023-11-14T22:13:20.000001+0000","end":"2023-11-14T22:13:21.500001+0000","age":1,"state":"closed","reason":"timeout"}}
    """;
  }

  private static String nfdump() {
    return """
    ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb,svln,dvln,ismc,odmc,idmc,osmc,mpls1,mpls2,mpls3,mpls4,mpls5,mpls6,mpls7,mpls8,mpls9,mpls10,cl,sl,al,ra,eng,exid,tr
    2023-11-14 22:13:20,2023-11-14 22:13:21,1.500,192.0.2.1,192.0.2.2,40000,443,TCP,...AP.SF,0,0,3,400,4,500,1,2,0,0,0,0,0,0,0.0.0.0,0.0.0.0,0,0,00:00:00:00:00:00,00:00:00:00:00:00,00:00:00:00:00:00,00:00:00:00:00:00,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,    0.000,    0.000,    0.000,0.0.0.0,0/0,1,2023-11-14 22:13:22.000
    """;
  }

  /** Stream format 3, little-endian, one record of version 5. */
  private static byte[] flowTools() {
    ByteBuffer stream = ByteBuffer.allocate(22 + 64).order(ByteOrder.LITTLE_ENDIAN);
    stream.put(new byte[] {(byte) 0xCF, 0x10, 1, 3}).putInt(22);
    stream.putShort((short) 2).putShort((short) 2).putShort((short) 5);
    stream.putShort((short) 8).putShort((short) 4).putInt(0);
    ByteBuffer record = stream.slice(22, 64).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(0, SECONDS).putInt(8, 100_000).putInt(12, 0xC0000264);
    record.putInt(16, 0xC0000201).putInt(20, 0xC0000202).putInt(32, 3).putInt(36, 400);
    record.putInt(40, 99_000).putInt(44, 100_000);
    record.putShort(48, (short) 40_000).putShort(50, (short) 443).put(52, (byte) 6);
    return stream.array();
  }

  private static byte[] exports(byte[]... datagrams) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(bytes))) {
      int device = writer.addInterface(ExportPackets.RAW_IP, 0);
      long nanos = SECONDS * 1_000_000_000L;
      for (byte[] datagram : datagrams) {
        byte[] packet = ExportPackets.packet(datagram);
        writer.write(
            device, MemorySegment.ofArray(packet), 0, packet.length, packet.length, nanos++, 0);
      }
      writer.flush();
    }
    return bytes.toByteArray();
  }

  private static byte[] messages(byte[]... messages) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List.of(messages).forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
