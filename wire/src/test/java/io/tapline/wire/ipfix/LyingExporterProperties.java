package io.tapline.wire.ipfix;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import io.tapline.wire.flowexport.Messages;
import io.tapline.wire.flowexport.Messages.Field;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever an exporter says: a record counts once, possibly, or is named as lost. */
class LyingExporterProperties {
  private static final int MESSAGES = 40;
  private static final int RECORDS = 5;

  private static final Field[] FIELDS = {
    f(8, 4), f(12, 4), f(4, 1), f(152, 8), f(153, 8), f(1, 8), f(2, 8), f(34, 4), f(61, 1),
    f(136, 1)
  };
  private static final Field[] TOTALS = {
    f(8, 4), f(12, 4), f(4, 1), f(152, 8), f(153, 8), f(85, 8), f(86, 8), f(34, 4), f(61, 1),
    f(136, 1)
  };

  @Property(tries = 300)
  void a_record_counts_once_or_is_named(@ForAll long seed) {
    Random random = new Random(seed);
    Exports exports = new Exports();
    long inMalformed = 0;
    for (int i = 0; i < MESSAGES; i++) {
      if (exports.decode(message(random, i * RECORDS)) == FlowOutcome.MALFORMED) {
        inMalformed += RECORDS;
      }
      if (random.nextInt(10) == 0) {
        exports.restart();
      }
    }
    exports.finish();
    long refused = exports.losses.stream().mapToLong(FlowLoss::count).sum();
    assertThat(exports.flows.size() + exports.counter("other_records") + refused + inMalformed)
        .isEqualTo(MESSAGES * RECORDS);
    assertThat(exports.counter("refused_records")).isEqualTo(refused);
    assertThat(exports.counter("flows")).isEqualTo(exports.flows.size());
    assertThat(exports.counter("malformed_datagrams") * RECORDS).isEqualTo(inMalformed);
    assertThat(exports.losses.stream().anyMatch(LyingExporterProperties::isMalformed))
        .isEqualTo(inMalformed > 0);
    assertThat(exports.flows).allSatisfy(LyingExporterProperties::isPossible);
  }

  private static boolean isMalformed(FlowLoss loss) {
    return loss.description().contains("contradict themselves");
  }

  private static void isPossible(Flow flow) {
    double seconds =
        flow.endNanos() > flow.startNanos()
            ? (flow.endNanos() - flow.startNanos()) / 1e9 + 1
            : 3600;
    double interval = Math.max(1, flow.samplingInterval());
    assertThat(flow.bytes()).isNotNegative();
    assertThat(flow.packets()).isNotNegative();
    assertThat(flow.bytes() * interval).isLessThanOrEqualTo(200e9 * seconds);
    assertThat(flow.samplingInterval()).isBetween(-1L, 16_777_215L);
    assertThat(flow.startNanos()).isBetween(0L, flow.endNanos());
    if (flow.packets() > 0) {
      assertThat(flow.bytes() / flow.packets()).isLessThanOrEqualTo(65_575);
    }
  }

  /** Every message has its template, so that none waits; the sequence is right. */
  private static byte[] message(Random random, int sequence) {
    boolean totals = random.nextBoolean();
    byte[][] records = new byte[RECORDS][];
    for (int i = 0; i < RECORDS; i++) {
      records[i] = record(random);
    }
    byte[] fields = set(2, template(300, totals ? TOTALS : FIELDS));
    byte[] padding = new byte[random.nextInt(4)];
    if (padding.length > 0 && random.nextInt(5) == 0) {
      padding[padding.length - 1] = 7;
    }
    return ipfix(
        sequence,
        1,
        exported(random),
        fields,
        set(300, new Bytes().raw(all(records)).raw(padding).get()));
  }

  private static byte[] all(byte[][] records) {
    Bytes bytes = new Bytes();
    for (byte[] record : records) {
      bytes.raw(record);
    }
    return bytes.get();
  }

  private static long exported(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> 0xFFFF_FFFFL;
      default -> Messages.EXPORT_SECONDS;
    };
  }

  private static byte[] record(Random random) {
    long end = Messages.EXPORT_SECONDS * 1000 - number(random, 20);
    return new Bytes()
        .ipv4("10.0.0." + random.nextInt(3))
        .ipv4("10.0.1." + random.nextInt(3))
        .u8(6)
        .u64(end - number(random, 40))
        .u64(end)
        .u64(number(random, 64))
        .u64(number(random, 64))
        .u32(number(random, 32))
        .u8(random.nextInt(4))
        .u8(random.nextInt(6))
        .get();
  }

  /** Of any size up to so many bits, small ones as often as large ones. */
  private static long number(Random random, int bits) {
    return random.nextLong() >>> (64 - 1 - random.nextInt(bits));
  }
}
