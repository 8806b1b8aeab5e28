package io.tapline.wire.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.wire.eve.EveDecoder;
import io.tapline.wire.firewall.FirewallLogDecoder;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.nfdump.NfdumpCsvDecoder;
import io.tapline.wire.zeek.ZeekConnDecoder;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What all decoders of lines promise. */
class LineDecodersTest {
  private static final long TIME = 1_800_000_000_000_000_000L;

  private static final List<Supplier<FlowDecoder>> DECODERS =
      List.of(
          () -> new FirewallLogDecoder(0, ZoneOffset.UTC),
          () -> new FirewallLogDecoder(1999, ZoneOffset.UTC),
          ZeekConnDecoder::new,
          EveDecoder::new,
          () -> new NfdumpCsvDecoder(ZoneOffset.UTC));

  @Property(tries = 300)
  void a_decoder_goes_on_from_a_snapshot_as_if_nothing_had_been(
      @ForAll("lines") List<String> lines, @ForAll int cut) {
    int at = Math.floorMod(cut, lines.size() + 1);
    for (Supplier<FlowDecoder> decoder : DECODERS) {
      FlowDecoder undisturbed = decoder.get();
      List<Map<String, Object>> expected = decode(undisturbed, lines);
      FlowDecoder before = decoder.get();
      List<Map<String, Object>> first = decode(before, lines.subList(0, at));
      FlowDecoder after = decoder.get();
      after.restore(before.snapshot());
      List<Map<String, Object>> second = decode(after, lines.subList(at, lines.size()));
      assertThat(first).isEqualTo(expected.subList(0, first.size()));
      assertThat(second).isEqualTo(expected.subList(first.size(), expected.size()));
      assertThat(after.counters()).isEqualTo(undisturbed.counters());
      assertThat(after.snapshot()).isEqualTo(undisturbed.snapshot());
    }
  }

  private static List<Map<String, Object>> decode(FlowDecoder decoder, List<String> lines) {
    DecodedLines decoded = new DecodedLines(decoder, TIME).lines(lines.toArray(String[]::new));
    return decoded.flows.stream().map(DecodedLines::fields).toList();
  }

  @Property(tries = 1000)
  void broken_lines_are_no_exception_and_flows_are_sound(@ForAll("brokenLines") byte[] bytes) {
    for (Supplier<FlowDecoder> decoder : DECODERS) {
      DecodedLines decoded = new DecodedLines(decoder.get(), TIME);
      for (String header : SampleLines.HEADERS) {
        decoded.lines(header);
      }
      decoded.bytes(bytes);
      decoded.flows.forEach(LineDecodersTest::assertSound);
    }
  }

  /** What the contract says of every record. */
  static void assertSound(FlowRecord flow) {
    assertThat(flow.startNanos).isNotNegative();
    assertThat(flow.endNanos).isGreaterThanOrEqualTo(flow.startNanos);
    assertThat(flow.protocol).isBetween(0, 255);
    assertThat(flow.sourcePort).isBetween(0, 65535);
    assertThat(flow.destinationPort).isBetween(0, 65535);
    assertThat(flow.vlan).isBetween(0, 4095);
    assertThat(Math.min(flow.packets, flow.bytes)).isNotNegative();
    assertThat(Math.min(flow.reversePackets, flow.reverseBytes)).isNotNegative();
  }

  @Property(tries = 500)
  void bytes_that_are_no_snapshot_are_refused(@ForAll("snapshots") byte[] snapshot) {
    for (Supplier<FlowDecoder> decoder : DECODERS) {
      FlowDecoder restored = decoder.get();
      if (!Arrays.equals(snapshot, restored.snapshot())) {
        assertThatThrownBy(() -> restored.restore(snapshot))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of(SampleLines.ALL).list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<byte[]> brokenLines() {
    Arbitrary<byte[]> change = Arbitraries.bytes().array(byte[].class).ofMaxSize(4);
    return Arbitraries.of(SampleLines.ALL)
        .flatMap(
            line ->
                Arbitraries.integers()
                    .between(0, line.length())
                    .flatMap(at -> change.map(bytes -> SampleLines.changed(line, at, bytes))));
  }

  /** Snapshots cut short, or with bytes behind them, or of nothing. */
  @Provide
  Arbitrary<byte[]> snapshots() {
    return Arbitraries.of(DECODERS)
        .map(decoder -> decoder.get().snapshot())
        .flatMap(
            whole ->
                Arbitraries.integers()
                    .between(0, whole.length + 3)
                    .filter(length -> length != whole.length)
                    .map(length -> Arrays.copyOf(whole, length)));
  }
}
