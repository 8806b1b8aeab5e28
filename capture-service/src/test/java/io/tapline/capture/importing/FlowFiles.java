package io.tapline.capture.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Small flow files and logs made by hand. */
final class FlowFiles {
  static final String SYSLOG =
      """
      Nov 21 03:00:00 gate sshd[7]: Accepted publickey for root
      Nov 21 03:00:01 gate kernel: [1.5] DROP IN=eth0 OUT= MAC=00:00 SRC=192.0.2.1 DST=192.0.2.2 LEN=60 TOS=0x00 PREC=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=40000 DPT=22 WINDOW=1 RES=0x00 SYN URGP=0
      Nov 21 03:00:02 gate kernel: [2.5] DROP IN=eth0 OUT= MAC=00:00 SRC=192.0.2.1 DST=192.0.2.3 LEN=60 TOS=0x00 PREC=0x00 TTL=64 ID=2 PROTO=UDP SPT=40001 DPT=53 LEN=40
      """;

  static final String FWCTLLOG =
      """
      946684259|DENY|eth0|PERIM|output|6|tcp|10.10.10.10||EXT|INTERNET_HOST|29443||203.0.113.7||EXT|BADNET|80|http
      946684279|DENY|eth0|PERIM|output|6|tcp|10.10.10.10||EXT|INTERNET_HOST|55212||203.0.113.7||EXT|BADNET|80|http
      """;

  static final String JOURNAL =
      """
      {"__REALTIME_TIMESTAMP":"1700000000000000","MESSAGE":"IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=60 PROTO=TCP SPT=40000 DPT=22 SYN"}
      """;

  static final String ZEEK_TSV =
      """
      #separator \\x09
      #set_separator\t,
      #empty_field\t(empty)
      #unset_field\t-
      #path\tconn
      #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state
      #types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring
      1700000000.000001\tC1\t192.0.2.1\t40000\t192.0.2.2\t443\ttcp\tssl\t1.5\t100\t200\tSF
      """;

  static final String ZEEK_JSON =
      """
      {"ts":1700000000.000001,"uid":"C1","id.orig_h":"192.0.2.1","id.orig_p":40000,"id.resp_h":"192.0.2.2","id.resp_p":443,"proto":"tcp","conn_state":"SF"}
      """;

  static final String EVE =
      """
      {"timestamp":"2023-11-14T22:13:20.000001+0000","flow_id":1,"event_type":"flow","src_ip":"192.0.2.1","src_port":40000,"dest_ip":"192.0.2.2","dest_port":443,"proto":"TCP","flow":{"pkts_toserver":3,"pkts_toclient":4,"bytes_toserver":100,"bytes_toclient":200,"start":"2023-11-14T22:13:19.000001+0000","end":"2023-11-14T22:13:20.000001+0000"}}
      """;

  static final String NFDUMP =
      """
      ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt
      2023-11-14 22:13:20,2023-11-14 22:13:21,1.000,192.0.2.1,192.0.2.2,40000,443,TCP,...AP.SF,0,0,3,100,4,200
      """;

  private static final int FLAG_COMPRESS = 2;
  private static final int RECORD_BYTES = 64;

  private FlowFiles() {}

  /** A stream of format 3 with records of version 5, little-endian. */
  static byte[] flowTools(int records, boolean compressed) {
    byte[] header = flowToolsHeader(compressed);
    byte[] body = new byte[records * RECORD_BYTES];
    for (int i = 0; i < records; i++) {
      System.arraycopy(flowToolsRecord(i), 0, body, i * RECORD_BYTES, RECORD_BYTES);
    }
    byte[] stored = compressed ? deflated(body) : body;
    return ByteBuffer.allocate(header.length + stored.length).put(header).put(stored).array();
  }

  static byte[] flowToolsHeader(boolean compressed) {
    return ByteBuffer.allocate(22)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0xCF, 0x10, 1, 3})
        .putInt(22)
        .putShort((short) 2)
        .putShort((short) 2)
        .putShort((short) 5)
        .putShort((short) 8)
        .putShort((short) 4)
        .putInt(compressed ? FLAG_COMPRESS : 0)
        .array();
  }

  static byte[] flowToolsRecord(int number) {
    return ByteBuffer.allocate(RECORD_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, 1_700_000_000 + number)
        .putInt(8, 100_000)
        .putInt(16, 0xC0000201)
        .putInt(20, 0xC0000202)
        .putInt(32, 3)
        .putInt(36, 300 + number)
        .putInt(40, 99_000)
        .putInt(44, 100_000)
        .putShort(48, (short) (10_000 + number))
        .putShort(50, (short) 80)
        .put(52, (byte) 6)
        .array();
  }

  /** The lines of a text as frames of the log, at a time. */
  static List<byte[]> lines(String text) {
    return text.lines().map(line -> line.getBytes(UTF_8)).toList();
  }

  static List<byte[]> flowToolsFrames(int records, boolean compressed) {
    List<byte[]> frames = new ArrayList<>(List.of(flowToolsHeader(compressed)));
    for (int i = 0; i < records; i++) {
      frames.add(flowToolsRecord(i));
    }
    return frames;
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] zstd(byte[] content) {
    return Zstd.compress(content);
  }

  private static byte[] deflated(byte[] content) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(content);
      deflater.finish();
      byte[] bytes = new byte[content.length + 1024];
      return Arrays.copyOf(bytes, deflater.deflate(bytes));
    }
  }
}
