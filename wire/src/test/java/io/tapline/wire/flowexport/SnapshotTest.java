package io.tapline.wire.flowexport;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static io.tapline.wire.flowexport.Messages.v9;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.netflow.Pdus;
import io.tapline.wire.sflow.Datagrams;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A decoder that goes on from a snapshot is the decoder that made it. */
class SnapshotTest {
  /** Small, so that all of them are hit. */
  private static final ExportLimits SMALL =
      TestLimits.builder()
          .domains(4)
          .portsPerDomain(2)
          .templatesPerDomain(2)
          .fieldsInAll(150)
          .samplersPerDomain(2)
          .waitingBytesPerDomain(900)
          .waitingBytesInAll(2000)
          .waitingSetsInAll(8)
          .waitingNanos(20_000_000_000L)
          .build();

  private record Datagram(String exporter, int port, long timeNanos, byte[] bytes) {}

  @Property(tries = 150)
  void a_stream_split_anywhere_gives_the_same_flows_losses_and_counters(
      @ForAll long seed, @ForAll @IntRange(max = 119) int split) {
    List<Datagram> stream = stream(new Random(seed));
    Exports whole = run(stream, -1);
    Exports parts = run(stream, split);
    assertThat(parts.flows).isEqualTo(whole.flows);
    assertThat(parts.losses).isEqualTo(whole.losses);
    assertThat(parts.counters()).isEqualTo(whole.counters());
    assertThat(parts.snapshot()).isEqualTo(whole.snapshot());
  }

  private static Exports run(List<Datagram> stream, int split) {
    Exports exports = new Exports(SMALL);
    for (int i = 0; i < stream.size(); i++) {
      Datagram each = stream.get(i);
      exports.timeNanos = each.timeNanos;
      exports.from(each.exporter, each.port).decode(each.bytes);
      if (i == split) {
        exports.restart();
      }
    }
    exports.finish();
    return exports;
  }

  /** Several exporters of all protocols, with gaps, repetitions and missing templates. */
  private static List<Datagram> stream(Random random) {
    List<Datagram> stream = new ArrayList<>();
    int[] sequences = new int[16];
    long time = Exports.RECEIVED;
    for (int i = 0; i < 120; i++) {
      time += random.nextInt(1000) * 1_000_000L;
      boolean again = i > 0 && random.nextInt(10) == 0;
      if (again) {
        stream.add(stream.get(random.nextInt(i)));
        continue;
      }
      int exporter = random.nextInt(4);
      int domain = random.nextInt(2);
      int which = exporter * 4 + domain;
      sequences[which] += random.nextInt(8) == 0 ? random.nextInt(5) : 0;
      byte[] bytes = datagram(random, exporter, domain, sequences[which]);
      sequences[which]++;
      stream.add(new Datagram("192.0.2." + exporter, 1 + random.nextInt(3) / 2, time, bytes));
    }
    return stream;
  }

  private static byte[] datagram(Random random, int exporter, int domain, int sequence) {
    return switch (exporter) {
      case 0 -> v9(sequence, domain, sets(random, 0));
      case 1 -> ipfix(sequence, domain, sets(random, 2));
      case 2 -> Pdus.flows(sequence, domain, 1);
      default ->
          Datagrams.datagram(
              sequence,
              1000,
              Datagrams.flowSample(sequence / 9, Datagrams.header(Datagrams.TCP_FRAME, 1518)));
    };
  }

  private static byte[] sets(Random random, int templates) {
    byte[] data = set(256 + random.nextInt(3), UsualFlows.usual(random.nextInt(100), 1, 9));
    byte[] definition =
        random.nextBoolean()
            ? set(templates, UsualFlows.template256())
            : set(templates, template(256 + random.nextInt(3), f(8, 4), f(12, 4), f(2, 4)));
    byte[] none = new byte[0];
    return new Bytes()
        .raw(random.nextInt(3) == 0 ? definition : none)
        .raw(random.nextInt(4) > 0 ? data : none)
        .get();
  }

  @Test
  void a_template_that_is_withdrawn_after_a_restart_holds_no_longer() {
    Exports exports = new Exports();
    exports.decode(ipfix(0, 1, set(2, template(600, f(8, 4)))));
    exports.restart();
    exports.decode(ipfix(0, 1, set(2, new Bytes().u16(600).u16(0).get())));
    assertThat(exports.decode(ipfix(0, 1, set(600, new byte[4]))))
        .isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
  }

  @Test
  void samplers_and_names_survive() {
    Exports exports = new Exports();
    byte[] options = set(3, Messages.optionsTemplate(500, 1, f(302, 8), f(34, 4)));
    byte[] names = set(3, Messages.optionsTemplate(501, 1, f(95, 4), f(96, 4)));
    byte[] table = set(500, new Bytes().u64(5).u32(50).get());
    byte[] name = set(501, new Bytes().u32(13).hex("64 6e 73 00").get());
    exports.decode(ipfix(0, 1, options, names, table, name));
    exports.restart();
    byte[] flows = set(2, template(600, f(8, 4), f(302, 8), f(95, 4)));
    byte[] data = set(600, new Bytes().ipv4("10.0.0.1").u64(5).u32(13).get());
    exports.decode(ipfix(2, 1, flows, data));
    assertThat(exports.flow().samplingInterval()).isEqualTo(50);
    assertThat(exports.flow().service()).isEqualTo("dns");
  }

  /**
   * Of a decoder that saw template 256 from port 50000, and data of template 257 from port 50001.
   */
  @Test
  void a_snapshot_of_version_1_goes_on_with_its_templates() throws IOException {
    Exports exports = new Exports();
    exports.restore(golden("snapshot-version-1.hex"));
    byte[] record = new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u32(5).get();
    exports.from(Exports.EXPORTER, 50_000).decode(v9(2, 7, set(256, record)));
    exports.from(Exports.EXPORTER, 50_001).decode(v9(3, 7, set(256, record)));
    assertThat(exports.flows).extracting(Flow::packets).containsExactly(5L, 5L);
    exports.decode(v9(4, 7, set(0, template(257, f(2, 4)))));
    assertThat(exports.flows).extracting(Flow::packets).containsExactly(5L, 5L, 0x01020304L);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream hex = SnapshotTest.class.getResourceAsStream(name)) {
      String digits = new String(Objects.requireNonNull(hex).readAllBytes(), US_ASCII);
      return HexFormat.of().parseHex(digits.replace("\n", ""));
    }
  }

  @Test
  void other_bytes_are_refused() {
    Exports exports = run(stream(new Random(1)), -1);
    byte[] snapshot = exports.snapshot();
    for (int length = 0; length < snapshot.length; length += 7) {
      refused(Arrays.copyOf(snapshot, length));
    }
    refused(Arrays.copyOf(snapshot, snapshot.length + 1));
    byte[] newer = snapshot.clone();
    newer[7]++;
    refused(newer);
  }

  private static void refused(byte[] snapshot) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FlowExportDecoder(SMALL).restore(snapshot));
  }
}
