package io.tapline.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.wire.detect.Detection.Known;
import io.tapline.wire.detect.FileFormat;
import io.tapline.wire.detect.FormatDetector;
import io.tapline.wire.eve.EveDecoder;
import io.tapline.wire.firewall.FirewallLogDecoder;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.DecodedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logs that came out wrong once, where they are present, with the values that are right. */
@Tag("conformance")
class TextFaultsTest {
  private final FirewallLogDecoder firewall = new FirewallLogDecoder(2026, ZoneOffset.UTC);

  @Test
  void repeated_messages_count_as_often_as_they_came() throws IOException {
    List<FlowRecord> flows = flows("82-message-repeated.log", FileFormat.FIREWALL_SYSLOG, firewall);
    assertThat(packetsOf(flows, 55200)).isEqualTo(4);
    assertThat(packetsOf(flows, 55201)).isEqualTo(2);
    assertThat(flows).allSatisfy(flow -> assertThat(flow.firewallChain).isEqualTo("UFW BLOCK"));
  }

  private static long packetsOf(List<FlowRecord> flows, int port) {
    return flows.stream().filter(flow -> flow.sourcePort == port).mapToLong(f -> f.packets).sum();
  }

  @Test
  void a_log_that_was_cut_while_it_was_written_loses_no_line() throws IOException {
    assertThat(flows("84-nul.log", FileFormat.FIREWALL_SYSLOG, firewall)).hasSize(3);
    assertThat(firewall.counters().get("nul_bytes")).isPositive();
  }

  @Test
  void lines_without_an_output_interface_are_packets() throws IOException {
    assertThat(flows("81-proxmox-syslog.log", FileFormat.FIREWALL_SYSLOG, firewall))
        .extracting(flow -> flow.firewallChain + " " + flow.firewallAction)
        .containsExactly("tap101i0-IN accept", "PVEFW-HOST-IN drop");
  }

  @Test
  void a_flow_with_both_kinds_of_events_is_counted_once() throws IOException {
    FlowRecord flow =
        flows("87-eve-flow-and-netflow.json", FileFormat.EVE_JSON, new EveDecoder()).getFirst();
    assertThat(flow.bytes).isEqualTo(400);
    assertThat(flow.reverseBytes).isEqualTo(2200);
  }

  private static List<FlowRecord> flows(String name, FileFormat format, FlowDecoder decoder)
      throws IOException {
    Path file = Path.of(System.getProperty("tapline.vectors", "absent"), "faults", name);
    assumeTrue(Files.isRegularFile(file), "No vectors here: " + file);
    assertThat(FormatDetector.detect(file)).isEqualTo(new Known(format, List.of()));
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return new DecodedLines(decoder, 0).lines(text.split("\n", -1)).flows;
  }
}
