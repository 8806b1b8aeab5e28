package io.tapline.wire.flowexport;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static io.tapline.wire.flowexport.Messages.v9;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flowexport.Messages.Field;
import io.tapline.wire.netflow.Pdus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exporters that send what no exporter should: an outcome each, in bounded memory and time. */
class BadExporterTest {
  private static final int MANY = 10_000;
  private static final long DAY = 86_400_000_000_000L;
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Addresses, bytes and packets, and what makes a template wide. */
  private static final Field[] WIDE = {
    f(8, 4), f(12, 4), f(1, 4), f(2, 4), f(7, 2), f(11, 2), f(4, 1), f(6, 1), f(10, 4), f(14, 4)
  };

  private final Exports exports = new Exports();

  @Test
  void ten_thousand_templates_of_one_exporter_are_kept_as_far_as_there_is_room() {
    assertTimeout(SOON, () -> sendTemplates(false));
    assertThat(exports.flows).hasSize(MANY);
    assertThat(exports.counter("templates")).isEqualTo(MANY);
    assertThat(exports.counter("evicted_templates"))
        .isEqualTo(MANY - ExportLimits.DEFAULTS.templatesPerDomain());
    assertThat(exports.snapshot().length).isLessThan(1 << 20);
    assertThat(exports.decode(v9(MANY, 0, set(256 + MANY - 1, record()))))
        .isEqualTo(FlowOutcome.DECODED);
    assertThat(exports.decode(v9(MANY + 1, 0, set(256, record()))))
        .isEqualTo(FlowOutcome.WAITING_FOR_TEMPLATE);
    exports.finish();
    assertThat(exports.counter("dropped_sets")).isEqualTo(1);
    assertThat(exports.losses).hasSize(1);
  }

  @Test
  void ten_thousand_domains_of_one_exporter_are_kept_as_far_as_there_is_room() {
    assertTimeout(SOON, () -> sendTemplates(true));
    assertThat(exports.flows).hasSize(MANY);
    assertThat(exports.counter("evicted_domains"))
        .isEqualTo(MANY - ExportLimits.DEFAULTS.domains());
    assertThat(exports.snapshot().length).isLessThan(16 << 20);
  }

  private void sendTemplates(boolean domains) {
    for (int i = 0; i < MANY; i++) {
      int id = domains ? 256 : 256 + i;
      byte[] definition = set(0, template(id, WIDE));
      exports.decode(v9(domains ? 0 : i, domains ? i : 0, definition, set(id, record())));
    }
  }

  private static byte[] record() {
    Bytes record = new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u32(500).u32(5);
    return record.u16(1000).u16(80).u8(6).u8(0x1b).u32(1).u32(2).get();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "85, 86", "23, 24", "231, 298", "232, 299"})
  void counters_of_2_to_the_64_less_1_are_refused_whatever_they_count(int bytes, int packets) {
    byte[] fields = set(2, template(300, f(8, 4), f(12, 4), f(bytes, 8), f(packets, 8)));
    Bytes record = new Bytes().ipv4("10.0.0.1").ipv4("10.0.0.2").u64(-1).u64(-1);
    exports.decode(ipfix(0, 1, fields, set(300, record.get())));
    exports.finish();
    assertThat(exports.flows).isEmpty();
    assertThat(exports.counter("refused_records")).isEqualTo(1);
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(1L);
  }

  /** Version, header and record bytes, and the aggregation of version 8. */
  @ParameterizedTest
  @CsvSource({
    "1, 16, 48, 0",
    "5, 24, 48, 0",
    "6, 24, 52, 0",
    "7, 24, 52, 0",
    "8, 28, 28, 1",
    "8, 28, 32, 3",
    "8, 28, 40, 5",
    "8, 28, 44, 8",
    "8, 28, 40, 14"
  })
  void an_exporter_of_fixed_records_that_lies_in_every_field_is_counted_or_named(
      int version, int header, int record, int method) {
    Random random = new Random(version * 100L + method);
    int sent = 0;
    for (int i = 0; i < 2_000; i++) {
      int count = 1 + random.nextInt(20);
      byte[] datagram = lie(random, version, count, header + count * record, method);
      if (exports.decode(datagram) == FlowOutcome.DECODED) {
        sent += count;
      }
    }
    exports.finish();
    assertThat(sent).isGreaterThan(10_000);
    assertThat(exports.flows.size() + exports.counter("refused_records")).isEqualTo(sent);
    assertThat(exports.flows).allSatisfy(BadExporterTest::isPossible);
    assertThat(exports.snapshot().length).isLessThan(1 << 24);
  }

  private static byte[] lie(Random random, int version, int count, int length, int method) {
    byte[] datagram = new byte[length];
    random.nextBytes(datagram);
    datagram[0] = 0;
    datagram[1] = (byte) version;
    datagram[2] = 0;
    datagram[3] = (byte) count;
    if (method > 0) {
      datagram[22] = (byte) method;
      datagram[23] = 2;
    }
    return datagram;
  }

  private static void isPossible(Flow flow) {
    assertThat(flow.packets()).isNotNegative();
    assertThat(flow.bytes()).isNotNegative();
    assertThat(flow.startNanos()).isLessThanOrEqualTo(flow.endNanos());
    assertThat(flow.startNanos()).isNotNegative();
    assertThat(flow.endNanos()).isLessThan(Exports.RECEIVED + 3 * DAY);
    assertThat(flow.samplingInterval()).isBetween(-1L, 16_777_215L);
  }

  /** 1970, 2106, now, and days that jump. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void an_exporter_whose_clock_jumps_forth_and_back_counts_each_record_once(int seed) {
    Random random = new Random(seed);
    int records = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] datagram = Pdus.flows(records, 1, 3);
      long seconds = clock(random);
      for (int octet = 0; octet < 4; octet++) {
        datagram[8 + octet] = (byte) (seconds >>> (24 - 8 * octet));
      }
      exports.timeNanos += 1_000_000;
      exports.decode(datagram);
      records += 3;
    }
    exports.finish();
    assertThat(exports.flows).hasSize(records);
    assertThat(exports.losses).isEmpty();
    assertThat(exports.flows)
        .allSatisfy(flow -> assertThat(flow.endNanos()).isLessThan(exports.timeNanos + 2 * DAY));
    assertThat(exports.counter("shifted_times")).isPositive();
  }

  private static long clock(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> 0xFFFF_FFFFL;
      case 2 -> Messages.EXPORT_SECONDS + random.nextInt(10) * 86_400L;
      default -> Messages.EXPORT_SECONDS;
    };
  }

  @Test
  void messages_of_nothing_but_zeros_or_ones_are_an_outcome() {
    for (int length : new int[] {0, 1, 3, 16, 20, 24, 28, 1500, 65_507}) {
      for (int value : new int[] {0, 0xFF}) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        assertThat(exports.decode(bytes))
            .isIn(FlowOutcome.UNKNOWN_FORMAT, FlowOutcome.MALFORMED, FlowOutcome.DUPLICATE);
      }
    }
    assertThat(exports.flows).isEmpty();
  }
}
