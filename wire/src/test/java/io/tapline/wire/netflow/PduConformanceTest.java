package io.tapline.wire.netflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tapline.wire.flowtools.AttributeDump;
import io.tapline.wire.flowtools.Attributes;
import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsRecord;
import io.tapline.wire.flowtools.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Datagrams that flow-send and others sent, and what pyflowtools made of them. */
@Tag("conformance")
class PduConformanceTest {
  private static final long EXPORTER = 0x0A000001;

  @Test
  void every_dumped_datagram_has_the_header_and_the_attributes_of_the_original() throws Exception {
    int compared = 0;
    for (Map.Entry<String, List<String>> dump : dumps().entrySet()) {
      Path file = Vectors.directory().resolve("golden/pdu").resolve(dump.getKey());
      if (Files.exists(file)) {
        compare(Files.readAllBytes(file), dump.getKey(), dump.getValue());
        compared++;
      }
    }
    System.out.printf("%d datagrams compared%n", compared);
    assertThat(compared).isPositive();
  }

  /** The lines of each datagram's dump. */
  private static Map<String, List<String>> dumps() throws IOException {
    Map<String, List<String>> dumps = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(Vectors.directory().resolve("golden/attrs/pdus.json"));
    int start = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("\".*\\.(pdu|dat)\": \\{")) {
        start = i;
        dumps.put(lines.get(i).split("\"", -1)[1], List.of());
      } else if (!dumps.isEmpty()) {
        dumps.put(lines.get(start).split("\"", -1)[1], lines.subList(start + 1, i + 1));
      }
    }
    return dumps;
  }

  private static void compare(byte[] payload, String name, List<String> dump) throws PduException {
    if (dump.toString().contains("\"error\"")) {
      assertThatExceptionOfType(PduException.class)
          .describedAs(name)
          .isThrownBy(() -> new FlowPdu(EXPORTER, payload));
      return;
    }
    FlowPdu pdu = new FlowPdu(EXPORTER, payload);
    assertThat(dump)
        .describedAs(name)
        .contains("\"count\": %d, ".formatted(pdu.count()))
        .contains("\"sysUpTime\": %d, ".formatted(pdu.sysUpTime()))
        .contains("\"unix_secs\": %d, ".formatted(pdu.unixSecs()))
        .contains("\"unix_nsecs\": %d, ".formatted(pdu.unixNsecs()))
        .contains("\"version\": %d".formatted(pdu.version()));
    if (pdu.version() != 1) {
      assertThat(dump).contains("\"sequence\": %d, ".formatted(pdu.sequence()));
    }
    compareFlows(pdu, name, AttributeDump.flows(dump));
  }

  private static void compareFlows(FlowPdu pdu, String name, List<Map<String, String>> expected) {
    int index = 0;
    for (FlowToolsRecord record : pdu) {
      if (index == expected.size()) {
        return;
      }
      compare(record, name, expected.get(index++));
    }
  }

  private static void compare(FlowToolsRecord record, String name, Map<String, String> expected) {
    expected.forEach(
        (attribute, value) -> {
          if (!isFaultOfTheOriginal(record, attribute)) {
            assertThat(Attributes.text(record, attribute, value))
                .describedAs("%s of %s", attribute, name)
                .isEqualTo(value);
          }
        });
  }

  /** It did not decode what version 6 adds, and stored the engine's id as its type. */
  private static boolean isFaultOfTheOriginal(FlowToolsRecord record, String attribute) {
    boolean engine = attribute.startsWith("engine_") && record.version().exportVersion() > 5;
    boolean encapsulation = attribute.contains("encaps") || attribute.startsWith("peer_");
    boolean unlisted = !record.has(FlowField.NEXTHOP) && attribute.matches("input|output");
    return engine || encapsulation || (unlisted && record.version().aggregationMethod() == 10);
  }

  @Test
  void the_datagrams_of_each_version_hold_the_records_that_were_sent() throws Exception {
    for (Path file : Vectors.files("golden/pdu")) {
      String name = file.getFileName().toString();
      if (name.matches("v[0-9.]+\\.\\d\\d\\.pdu")) {
        compareWithStream(name, Files.readAllBytes(file));
      }
    }
  }

  private static void compareWithStream(String name, byte[] payload) throws Exception {
    String version = name.substring(0, name.length() - ".00.pdu".length());
    List<FlowToolsRecord> sent = Vectors.records(Vectors.stream(version + ".little.z0.ft"));
    FlowPdu pdu = new FlowPdu(0, payload);
    int index = (int) pdu.iterator().next().dPkts() - 1;
    for (FlowToolsRecord record : pdu) {
      assertThat(withoutEngine(record)).describedAs(name).isEqualTo(withoutEngine(sent.get(index)));
      index++;
    }
  }

  /**
   * The records' engines differ, the datagram's header has one; and flow-send leaves out the ports
   * of 8.10 and the protocol of 8.8.
   */
  private static String withoutEngine(FlowToolsRecord record) {
    String unsent =
        switch (record.version()) {
          case V8_8 -> "|prot";
          case V8_10 -> "|srcport|dstport";
          default -> "";
        };
    return record.toString().replaceAll("(engine_type|engine_id%s)=\\d+".formatted(unsent), "");
  }
}
