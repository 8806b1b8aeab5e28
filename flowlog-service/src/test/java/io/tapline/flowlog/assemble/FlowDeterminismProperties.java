package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.wire.flow.FlowRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The same flow records give the same rows, and each is counted once, whatever happens between. */
class FlowDeterminismProperties {
  private static final TableConfig TIGHT =
      TableConfig.DEFAULT
          .withMaxConnections(12)
          .withMaxContexts(5)
          .withActiveTimeoutNanos(200 * Log.SECOND);
  private static final int RECORDS = 300;

  @Property(tries = 60)
  void restarts_change_nothing(
      @ForAll long seed, @ForAll @Size(max = 8) List<@IntRange(max = RECORDS) Integer> restarts) {
    Log undisturbed = new Log(TIGHT);
    Log restarted = new Log(TIGHT);
    for (int i = 0; i < RECORDS; i++) {
      export(undisturbed, seed, i);
      if (restarts.contains(i)) {
        restarted.restart();
      }
      export(restarted, seed, i);
    }

    assertThat(restarted.open()).isEqualTo(undisturbed.open());
    assertThat(restarted.table.contextOverflows()).isEqualTo(undisturbed.table.contextOverflows());
    assertThat(restarted.finish()).isEqualTo(undisturbed.finish());
  }

  @Property(tries = 60)
  void every_record_is_in_one_row(@ForAll long seed) {
    Log log = new Log(TIGHT);
    List<FlowRecord> exported = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      exported.add(export(log, seed, i));
    }

    List<Row> rows = log.finish();
    assertThat(rows.stream().mapToLong(Row::flowRecords).sum()).isEqualTo(RECORDS);
    assertThat(
            rows.stream().mapToLong(row -> bytes(row.clientSent()) + bytes(row.serverSent())).sum())
        .isEqualTo(
            exported.stream()
                .mapToLong(record -> (record.bytes + record.reverseBytes) * record.samplingInterval)
                .sum());
    assertThat(log.table.open.contexts.size()).isZero();
  }

  private static FlowRecord export(Log log, long seed, int i) {
    SplittableRandom random = new SplittableRandom(seed * 31 + i);
    double clock = i * 5.0 + random.nextDouble(4);
    double end = clock - random.nextDouble(60);
    FlowRecord record = record(random, end - random.nextDouble(50), end);
    record.exporterLow += random.nextInt(3);
    record.observationDomain = random.nextInt(3);
    record.samplingInterval = random.nextInt(10) == 0 ? 100L : 1L;
    record.sourceAs = random.nextLong(-1, 3);
    record.natSourceLow = random.nextInt(2);
    record.endReason = random.nextInt(6);
    if (random.nextInt(5) == 0) {
      record.biflow = true;
      record.reverseBytes = 77;
      record.reversePackets = 7;
    }
    log.export(clock, record);
    return record;
  }

  private static FlowRecord record(SplittableRandom random, double start, double end) {
    End client = new End(1 + random.nextInt(3), 40_000 + random.nextInt(2));
    End server = new End(10, random.nextBoolean() ? 80 : 50_000);
    boolean forth = random.nextBoolean();
    End from = forth ? client : server;
    End to = forth ? server : client;
    return switch (random.nextInt(5)) {
      case 0 -> Flows.udp(from, to, Math.max(0, start), Math.max(0, end));
      case 1 -> Flows.icmp(from, to, forth ? 8 : 0, 0, Math.max(0, end));
      default -> Flows.tcp(from, to, Math.max(0, start), Math.max(0, end), random.nextInt(32));
    };
  }

  private static long bytes(String sent) {
    return Long.parseLong(sent.split("/", -1)[1]);
  }
}
