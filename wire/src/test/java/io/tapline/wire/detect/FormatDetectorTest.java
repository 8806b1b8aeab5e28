package io.tapline.wire.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.compress.Compressed;
import io.tapline.wire.compress.Compression;
import io.tapline.wire.detect.Detection.Known;
import io.tapline.wire.detect.Detection.Unknown;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatDetectorTest {

  @ParameterizedTest
  @EnumSource
  void every_format_is_known_by_its_content(FileFormat format) {
    assertThat(FormatDetector.detect(DetectSamples.of(format), true))
        .isEqualTo(new Known(format, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void every_format_is_known_through_two_compressions(FileFormat format) {
    byte[] file = Compressed.zstd(Compressed.gzip(DetectSamples.of(format)));
    assertThat(FormatDetector.detect(file, true))
        .isEqualTo(new Known(format, List.of(Compression.ZSTD, Compression.GZIP)));
  }

  @ParameterizedTest
  @CsvSource({"1, 28, 0", "6, 32, 0", "8, 44, 300", "14, 40, 0"})
  void messages_of_netflow_8_are_flow_messages(int method, int record, int zeros) {
    byte[] message = new byte[28 + 2 * record + zeros];
    message[1] = 8;
    message[3] = 2;
    message[22] = (byte) method;
    message[23] = 2;
    Arrays.fill(message, 28, 28 + 2 * record, (byte) 7);
    byte[] two = Arrays.copyOf(message, 2 * message.length);
    System.arraycopy(message, 0, two, message.length, message.length);
    for (byte[] file : List.of(message, two)) {
      assertThat(FormatDetector.detect(file, true))
          .isEqualTo(new Known(FileFormat.FLOW_MESSAGES, List.of()));
    }
    message[22] = 15;
    assertThat(FormatDetector.detect(message, true)).isInstanceOf(Unknown.class);
  }

  @Test
  void a_log_is_known_behind_lines_of_other_programs() {
    String other = "Nov 21 03:00:00 gw sshd[1]: Accepted publickey for root\n".repeat(500);
    byte[] log =
        (other + new String(DetectSamples.of(FileFormat.FIREWALL_SYSLOG), UTF_8)).getBytes(UTF_8);
    assertThat(FormatDetector.detect(log, true))
        .isEqualTo(new Known(FileFormat.FIREWALL_SYSLOG, List.of()));
  }

  @Test
  void a_line_that_is_cut_off_is_not_looked_at() {
    byte[] log = DetectSamples.of(FileFormat.FIREWALL_SYSLOG);
    byte[] head = Arrays.copyOf(log, log.length - 1);
    assertThat(FormatDetector.detect(head, false)).isInstanceOf(Unknown.class);
    assertThat(FormatDetector.detect(head, true)).isInstanceOf(Known.class);
  }

  @Test
  void the_head_of_a_compressed_file_is_enough() {
    byte[] file =
        Compressed.gzip(
            new String(DetectSamples.of(FileFormat.EVE_JSON), UTF_8)
                .repeat(20_000)
                .getBytes(UTF_8));
    assertThat(FormatDetector.detect(Arrays.copyOf(file, 200), false))
        .isEqualTo(new Known(FileFormat.EVE_JSON, List.of(Compression.GZIP)));
  }

  @Test
  void when_nothing_fits_every_format_has_its_reason() {
    Detection detection = FormatDetector.detect("{\"a\":1}\n{\"a\":2}\n".getBytes(UTF_8), true);
    Unknown unknown = (Unknown) detection;
    assertThat(unknown.reasons()).hasSize(FileFormat.values().length);
    assertThat(unknown.message())
        .startsWith(
            "The file's format is not known: pcap: starts with 7b 22 61 22, expected a1 b2 c3 d4")
        .contains("; zeek: no #fields line; ")
        .contains("; eve: none of 2 lines is a JSON object with event_type")
        .endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "'', The file is empty.",
    "fd377a585a000000, 'The file is an xz file, decompress it first (xz -d).'",
    "425a683900000000, 'The file is a bzip2 file, decompress it first (bzip2 -d).'",
    "04224d1800000000, 'The file is an lz4 file, decompress it first (lz4 -d).'",
    "504b030400000000, 'The file is a zip file, unpack it first (unzip).'",
    "28b52ffd00980000010000, The zstd frame at byte 0 needs a window of more than 134217728 bytes.",
  })
  void what_people_can_help_with_is_said_in_a_sentence(String hex, String message) {
    Unknown unknown = (Unknown) FormatDetector.detect(HexFormat.of().parseHex(hex), true);
    assertThat(unknown.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "d4c3b2a1020004, 'pcap: The file ends after 7 bytes, within its header of 24'",
    "d4c3b2a1030004000000000000000000ffff000001000000, 'pcap: The file says it is pcap version 3'",
    "cf100302, flow-tools: byte order is 3",
    "cf100202, 'flow-tools: stream format is 2, expected 1 or 3'",
    "000500010000, flow messages: no whole message of NetFlow or IPFIX of version 5 begins",
    "00000000, eve: has no lines of text",
  })
  void a_damaged_beginning_is_told(String hex, String reason) {
    Unknown unknown = (Unknown) FormatDetector.detect(HexFormat.of().parseHex(hex), true);
    assertThat(unknown.message()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "'#separator \\x09|#path\tdns|#fields\tts\tid.orig_h', it is Zeek's log of dns",
    "'#fields\tts\tuid\tid.orig_h', its #fields line has no column id.resp_h",
    "'#fields', its #fields line is empty",
  })
  void another_log_of_zeek_is_told(String lines, String reason) {
    byte[] log = lines.replace('|', '\n').getBytes(UTF_8);
    assertThat(((Unknown) FormatDetector.detect(log, true)).message()).contains("zeek: " + reason);
  }

  @Test
  void a_hole_of_nul_bytes_at_the_beginning_or_within_does_not_hide_a_log() {
    String log = new String(DetectSamples.of(FileFormat.FIREWALL_SYSLOG), UTF_8);
    Known known = new Known(FileFormat.FIREWALL_SYSLOG, List.of());
    assertThat(FormatDetector.detect(("\0".repeat(1_000_000) + log).getBytes(UTF_8), true))
        .isEqualTo(known);
    assertThat(FormatDetector.detect(("other\n" + "\0".repeat(99) + log).getBytes(UTF_8), true))
        .isEqualTo(known);
  }

  @Test
  void nul_bytes_among_other_control_characters_are_no_text() {
    String log = new String(DetectSamples.of(FileFormat.FIREWALL_SYSLOG), UTF_8);
    assertThat(FormatDetector.detect(("\0\1" + log).getBytes(UTF_8), true))
        .isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#fields\tts\tid_orig_h\tid_resp_h\tproto\n",
        "#fields,ts,id$orig_h,id$resp_h,proto\n"
      })
  void zeeks_columns_may_have_another_separator(String header) {
    assertThat(FormatDetector.detect(header.getBytes(UTF_8), true))
        .isEqualTo(new Known(FileFormat.ZEEK_TSV, List.of()));
  }

  @Test
  void zeeks_endpoints_may_be_nested() {
    String line =
        "{\"ts\":1.5,\"id\":{\"orig_h\":\"::1\"},\"proto\":\"tcp\",\"conn_state\":\"SF\"}\n";
    assertThat(FormatDetector.detect(line.getBytes(UTF_8), true))
        .isEqualTo(new Known(FileFormat.ZEEK_JSON, List.of()));
  }
}
