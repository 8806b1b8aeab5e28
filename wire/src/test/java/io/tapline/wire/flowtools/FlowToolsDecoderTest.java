package io.tapline.wire.flowtools;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowToolsDecoderTest {
  private static final long IPV4_MAPPED = 0xFFFF_0000_0000L;

  private final FlowToolsDecoder decoder = new FlowToolsDecoder();
  private final Seen seen = new Seen();

  /** Remembers texts of what it is handed, because records are reused. */
  private static final class Seen implements FlowSink {
    final List<String> flows = new ArrayList<>();
    final List<FlowLoss> losses = new ArrayList<>();
    long bytes;

    @Override
    public void flow(FlowRecord record) {
      flows.add(
          "%x:%d %x:%d %d %d..%d"
              .formatted(
                  record.sourceLow,
                  record.sourcePort,
                  record.destinationLow,
                  record.destinationPort,
                  record.protocol,
                  record.startNanos,
                  record.endNanos));
      bytes += record.bytes;
    }

    @Override
    public void lost(FlowLoss loss) {
      losses.add(loss);
    }
  }

  private FlowOutcome decode(byte[] bytes) {
    FlowUnit unit = new FlowUnit();
    return decoder.decode(unit.of(MemorySegment.ofArray(bytes), 0, bytes.length, 0), seen);
  }

  private static byte[] header(RecordVersion version) throws IOException {
    return new HeaderBuilder(version, BIG_ENDIAN).build().bytes();
  }

  private static RecordBuilder flow() {
    return new RecordBuilder(RecordVersion.V5)
        .set(FlowField.UNIX_SECS, 1000)
        .set(FlowField.UNIX_NSECS, 7)
        .set(FlowField.SYS_UPTIME, 5000)
        .set(FlowField.FIRST, 1000)
        .set(FlowField.LAST, 4000)
        .set(FlowField.SRCADDR, 0x0A00_0001L)
        .set(FlowField.DSTADDR, 0x0A00_0002L)
        .set(FlowField.SRCPORT, 1024)
        .set(FlowField.DSTPORT, 80)
        .set(FlowField.PROT, 6)
        .set(FlowField.DOCTETS, 100);
  }

  @Test
  void a_record_becomes_a_flow_with_times_since_the_epoch() throws IOException {
    assertThat(decode(header(RecordVersion.V5))).isEqualTo(FlowOutcome.HEADER);
    assertThat(decode(flow().build().bytes(BIG_ENDIAN))).isEqualTo(FlowOutcome.DECODED);
    assertThat(seen.flows)
        .containsExactly(
            "%x:1024 %x:80 6 996000000007..999000000007"
                .formatted(IPV4_MAPPED | 0x0A00_0001L, IPV4_MAPPED | 0x0A00_0002L));
    assertThat(decoder.counters()).isEqualTo(Map.of("records", 1L));
  }

  @Test
  void the_destination_port_of_icmp_is_type_and_code() throws IOException {
    decode(header(RecordVersion.V5));
    FlowToolsRecord icmp = flow().set(FlowField.PROT, 1).set(FlowField.DSTPORT, 0x0301).build();
    decode(icmp.bytes(BIG_ENDIAN));
    assertThat(seen.flows.getFirst()).contains(":3 ").contains(":1 1 ");
  }

  @Test
  void what_the_header_says_was_lost_is_told() throws IOException {
    byte[] header =
        new HeaderBuilder(RecordVersion.V5, LITTLE_ENDIAN)
            .flowsLost(12)
            .captureStart(100)
            .captureEnd(200)
            .build()
            .bytes();
    decode(header);
    assertThat(seen.losses).hasSize(1);
    assertThat(seen.losses.getFirst().count()).isEqualTo(12);
    assertThat(seen.losses.getFirst().startNanos()).isEqualTo(100_000_000_000L);
    assertThat(seen.losses.getFirst().endNanos()).isEqualTo(200_000_000_000L);
    assertThat(decoder.counters()).containsEntry("lost_flows", 12L);
  }

  @Test
  void a_further_header_changes_the_version() throws IOException {
    decode(header(RecordVersion.V5));
    assertThat(decode(header(RecordVersion.V8_2))).isEqualTo(FlowOutcome.HEADER);
    byte[] record = Streams.record(RecordVersion.V8_2, 0).bytes(BIG_ENDIAN);
    assertThat(decode(record)).isEqualTo(FlowOutcome.DECODED);
  }

  @Test
  void what_does_not_fit_is_an_outcome() throws IOException {
    assertThat(decode(new byte[64])).isEqualTo(FlowOutcome.UNKNOWN_FORMAT);
    decode(header(RecordVersion.V5));
    assertThat(decode(new byte[63])).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(decode(new byte[0])).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(decoder.counters()).containsEntry("malformed", 3L);
  }

  @Test
  void a_decoder_goes_on_from_a_snapshot() throws IOException {
    decode(header(RecordVersion.V5));
    decode(flow().build().bytes(BIG_ENDIAN));
    FlowToolsDecoder second = new FlowToolsDecoder();
    second.restore(decoder.snapshot());
    byte[] record = flow().build().bytes(BIG_ENDIAN);
    FlowUnit unit = new FlowUnit().of(MemorySegment.ofArray(record), 0, record.length, 0);
    assertThat(second.decode(unit, seen)).isEqualTo(FlowOutcome.DECODED);
    assertThat(second.counters()).isEqualTo(Map.of("records", 2L));
    assertThat(new FlowToolsDecoder().snapshot()).isNotEmpty();
  }

  @Test
  void what_is_no_snapshot_is_refused() {
    byte[] snapshot = decoder.snapshot();
    for (int length = 0; length < snapshot.length; length++) {
      byte[] cut = Arrays.copyOf(snapshot, length);
      assertThatIllegalArgumentException().isThrownBy(() -> new FlowToolsDecoder().restore(cut));
    }
    snapshot[0]++;
    assertThatIllegalArgumentException().isThrownBy(() -> new FlowToolsDecoder().restore(snapshot));
  }

  @Test
  void every_version_in_either_order_gives_the_values_of_its_records() throws IOException {
    for (RecordVersion version : RecordVersion.values()) {
      decode(header(version));
      FlowToolsRecord record = Streams.record(version, 5);
      long before = seen.bytes;
      decode(record.bytes(BIG_ENDIAN));
      assertThat(seen.bytes - before).isEqualTo(record.dOctets());
    }
  }
}
