package io.tapline.flowlog.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.wire.address.IpAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Captures that programs read wrongly, with what is right. */
@Tag("conformance")
class FrameFaultsTest {
  private static Path faults;

  @BeforeAll
  static void findCaptures() {
    faults = Path.of(System.getProperty("tapline.vectors", ""), "faults");
    assumeTrue(Files.isDirectory(faults), "no captures: set -Dtapline.vectors to their folder");
  }

  private static List<AssembledFlows.Connection> connections(String name) throws IOException {
    AssembledFlows flows = AssembledFlows.read(faults.resolve(name));
    assertThat(flows.connectionFrames).isEqualTo(flows.frames);
    return flows.connections;
  }

  @Test
  void a_scan_in_tiny_fragments_is_the_same_scan_as_without() throws IOException {
    List<AssembledFlows.Connection> whole = connections("95-nmap-control.pcap");
    List<AssembledFlows.Connection> fragmented = connections("95-nmap-f.pcap");
    List<Integer> ports = IntStream.range(1000, 1200).boxed().toList();
    for (List<AssembledFlows.Connection> scan : List.of(whole, fragmented)) {
      assertThat(scan).hasSize(200);
      assertThat(scan)
          .extracting(AssembledFlows.Connection::serverPort)
          .containsExactlyInAnyOrderElementsOf(ports);
      assertThat(scan).allMatch(row -> row.payloadBytes() == 0);
      assertThat(scan).extracting(AssembledFlows.Connection::connState).containsOnly("S0");
    }
    assertThat(fragmented).allMatch(row -> row.clientPackets() == 3);
  }

  @Test
  void ports_that_are_used_again_without_an_end_are_two_connections() throws IOException {
    assertThat(connections("08-port-reuse-no-fin.pcap"))
        .extracting(row -> row.connState() + " " + row.history())
        .containsExactly("S1 ShAD", "SF ShADfFa");
  }

  @Test
  void a_frame_of_an_unknown_interface_takes_no_other_frame_with_it() throws IOException {
    AssembledFlows flows = AssembledFlows.read(faults.resolve("20-bad-interface-in-middle.pcapng"));
    assertThat(flows.connections)
        .extracting(AssembledFlows.Connection::clientPort)
        .containsExactlyInAnyOrder(43_020, 43_022);
    assertThat(flows.damagedFrames).isEqualTo(1);
  }

  @Test
  void tags_of_switches_hide_no_connection() throws IOException {
    List<Long> ports = LongStream.rangeClosed(40_120, 40_129).boxed().toList();
    assertThat(connections("05-tags.pcap"))
        .extracting(row -> (long) row.clientPort())
        .containsExactlyInAnyOrderElementsOf(ports);
  }

  @Test
  void netfilter_logs_hold_connections_of_both_versions() throws IOException {
    assertThat(connections("23-nflog.pcap"))
        .extracting(row -> IpAddresses.format(row.clientHigh(), row.clientLow()))
        .containsExactlyInAnyOrder("192.0.2.10", "2001:db8::10");
  }
}
