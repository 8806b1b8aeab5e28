package io.tapline.wire.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tapline.wire.eve.EveDecoder;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flow.LossUnit;
import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsDecoder;
import io.tapline.wire.flowtools.HeaderBuilder;
import io.tapline.wire.flowtools.RecordBuilder;
import io.tapline.wire.flowtools.RecordVersion;
import io.tapline.wire.nfdump.NfdumpCsvDecoder;
import io.tapline.wire.zeek.ZeekConnDecoder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be in a file or a log does not count, and is said. */
class JudgedDecoderTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long CHANGED = 1_800_000_000 * SECOND;

  private final List<Long> bytes = new ArrayList<>();
  private final List<Long> durations = new ArrayList<>();
  private final List<FlowLoss> losses = new ArrayList<>();

  private final FlowSink sink =
      new FlowSink() {
        @Override
        public void flow(FlowRecord record) {
          bytes.add(record.bytes);
          durations.add(record.endNanos - record.startNanos);
        }

        @Override
        public void lost(FlowLoss loss) {
          losses.add(loss);
        }
      };

  @Test
  void impossible_counters_of_eve_are_refused_and_reported() {
    JudgedDecoder decoder = new JudgedDecoder(new EveDecoder());

    assertThat(line(decoder, eve(5, 1_000_000_000_000L, "2024-06-01T00:00:02.000000+0000")))
        .isEqualTo(FlowOutcome.DECODED);
    line(decoder, eve(5, 430, "2024-06-01T00:00:02.000000+0000"));

    assertThat(bytes).containsExactly(430L);
    assertThat(decoder.counters()).containsOnly(Map.entry("refused_records", 1L));
    assertThat(losses)
        .containsExactly(
            new FlowLoss(
                1,
                LossUnit.RECORDS,
                CHANGED,
                CHANGED,
                "flow records (1) have more bytes than their packets can hold"));
  }

  @Test
  void a_flow_of_eve_that_lasts_for_years_begins_when_it_ended() {
    JudgedDecoder decoder = new JudgedDecoder(new EveDecoder());
    line(decoder, eve(5, 430, "2026-06-01T00:00:02.000000+0000"));

    assertThat(durations).containsExactly(0L);
    assertThat(decoder.counters()).containsOnly(Map.entry("clamped_times", 1L));
  }

  @Test
  void impossible_counters_of_zeek_and_nfdump_are_refused() {
    JudgedDecoder zeek = new JudgedDecoder(new ZeekConnDecoder());
    line(
        zeek,
        "{\"ts\":1717200000.5,\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":1,\"id.resp_h\":\"10.0.0.2\","
            + "\"id.resp_p\":2,\"proto\":\"tcp\",\"duration\":1.5,\"conn_state\":\"SF\","
            + "\"orig_pkts\":1,\"orig_ip_bytes\":100000,\"resp_pkts\":1,\"resp_ip_bytes\":40}");
    JudgedDecoder nfdump = new JudgedDecoder(new NfdumpCsvDecoder(ZoneOffset.UTC));
    line(nfdump, "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows");
    line(nfdump, "2024-06-01 00:00:00.000,1.000,UDP,10.0.0.2,53,10.0.0.1,4000,1,100000,1");

    assertThat(bytes).isEmpty();
    assertThat(zeek.counters()).containsEntry("refused_records", 1L);
    assertThat(nfdump.counters()).containsEntry("refused_records", 1L);
  }

  @Test
  void records_of_flow_tools_are_judged_by_their_time_of_export_also() throws IOException {
    JudgedDecoder decoder = new JudgedDecoder(new FlowToolsDecoder());
    unit(decoder, new HeaderBuilder(RecordVersion.V5, ByteOrder.BIG_ENDIAN).build().bytes());
    unit(decoder, flowTools(2, 100).build().bytes(ByteOrder.BIG_ENDIAN));
    unit(decoder, flowTools(2, 30).build().bytes(ByteOrder.BIG_ENDIAN));
    unit(decoder, flowTools(2, 200_000).build().bytes(ByteOrder.BIG_ENDIAN));

    assertThat(bytes).containsExactly(100L, 40L);
    assertThat(durations).containsExactly(3 * SECOND, 3 * SECOND);
    assertThat(decoder.counters())
        .containsEntry("records", 3L)
        .containsEntry("refused_records", 1L)
        .containsEntry("raised_bytes", 1L)
        .doesNotContainKey("flows");
  }

  @Test
  void a_snapshot_goes_on_and_reports_at_the_end_what_it_held_back() {
    JudgedDecoder before = new JudgedDecoder(new EveDecoder());
    String impossible = eve(5, 1_000_000_000_000L, "2024-06-01T00:00:02.000000+0000");
    line(before, impossible);
    line(before, impossible);
    JudgedDecoder after = new JudgedDecoder(new EveDecoder());
    after.restore(before.snapshot());
    line(after, impossible);
    after.finish(sink);

    assertThat(losses).extracting(FlowLoss::count).containsExactly(1L, 2L);
    assertThat(after.counters()).containsEntry("refused_records", 3L);
  }

  @Test
  void snapshots_of_before_records_were_judged_are_read() {
    EveDecoder before = new EveDecoder();
    before.decode(unit("no JSON"), sink);
    JudgedDecoder after = new JudgedDecoder(new EveDecoder());
    after.restore(before.snapshot());

    assertThat(after.counters()).isEqualTo(before.counters()).isNotEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> after.restore(new byte[7]));
  }

  private static String eve(long packets, long bytes, String end) {
    return ("{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"src_port\":40000,"
            + "\"dest_ip\":\"10.0.0.2\",\"dest_port\":53,\"proto\":\"UDP\",\"flow\":"
            + "{\"pkts_toserver\":%d,\"pkts_toclient\":0,\"bytes_toserver\":%d,"
            + "\"bytes_toclient\":0,\"start\":\"2024-06-01T00:00:01.000000+0000\","
            + "\"end\":\"%s\"}}")
        .formatted(packets, bytes, end);
  }

  private static RecordBuilder flowTools(long packets, long octets) {
    return new RecordBuilder(RecordVersion.V5)
        .set(FlowField.UNIX_SECS, 1_717_200_000)
        .set(FlowField.SYS_UPTIME, 5000)
        .set(FlowField.FIRST, 1000)
        .set(FlowField.LAST, 4000)
        .set(FlowField.SRCADDR, 0x0A00_0001L)
        .set(FlowField.DSTADDR, 0x0A00_0002L)
        .set(FlowField.PROT, 17)
        .set(FlowField.DPKTS, packets)
        .set(FlowField.DOCTETS, octets);
  }

  private FlowOutcome line(FlowDecoder decoder, String line) {
    return decoder.decode(unit(line), sink);
  }

  private static FlowUnit unit(String line) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    return new FlowUnit().of(MemorySegment.ofArray(text), 0, text.length, CHANGED);
  }

  private void unit(FlowDecoder decoder, byte[] record) {
    decoder.decode(
        new FlowUnit().of(MemorySegment.ofArray(record), 0, record.length, CHANGED), sink);
  }
}
