package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.store.TestDatabase;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The product: the same frames give the same rows, wherever batches end and whatever crashes. */
class CrashTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  private static final Traffic TRAFFIC = new Traffic(1, 6000);
  @RegisterExtension final IngestHarness harness = new IngestHarness(database);

  private List<Row> undisturbed() throws Exception {
    try (SourceAssembly assembly = harness.assembly("file", 1 << 20)) {
      assembly.consume(TRAFFIC.all());
      assembly.finish(TRAFFIC.size());
      harness.commit(assembly, true);
    }
    List<Row> rows = harness.rows();
    assertThat(rows).hasSizeGreaterThan(300);
    database.empty();
    return rows;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void crashes_between_any_two_steps_give_the_same_rows_as_none(long seed) throws Exception {
    List<Row> expected = undisturbed();
    Random random = new Random(seed);
    int lives = 0;
    while (!live(random)) {
      lives++;
    }
    assertThat(lives).isGreaterThan(3);
    assertThat(harness.rows()).isEqualTo(expected);
    assertThat(database.number("SELECT frames FROM flowlog.source")).isEqualTo(TRAFFIC.size());
    assertThat(database.number("SELECT bytes FROM flowlog.source")).isEqualTo(TRAFFIC.bytes());
    assertThat(database.number("SELECT closed_connections FROM flowlog.source"))
        .isEqualTo(expected.size());
    assertThat(
            database.number(
                "SELECT sum(value::bigint)::bigint FROM flowlog.source, jsonb_each_text(outcomes)"))
        .isEqualTo(TRAFFIC.size());
  }

  /** One life of a worker, from taking over to a crash; whether it reached the end. */
  private boolean live(Random random) throws Exception {
    try (SourceAssembly assembly = harness.assembly("file", 20 + random.nextInt(200))) {
      int position = (int) assembly.nextPosition();
      while (position < TRAFFIC.size()) {
        int from = Math.max(0, position - random.nextInt(50));
        int to = Math.min(TRAFFIC.size(), position + 1 + random.nextInt(300));
        FrameBlock block = TRAFFIC.block(from, to);
        assembly.consume(block);
        position = to;
        switch (random.nextInt(7)) {
          case 0, 1, 2 -> commit(assembly, false);
          case 3 -> {
            IngestHarness.checkpoint(assembly, false);
            return false;
          }
          case 4 -> {
            harness.commit(assembly, false);
            return false;
          }
          case 5 -> {
            assembly.cut(false);
            assembly.saveSome(random.nextInt(20));
            return false;
          }
          default -> {}
        }
      }
      assembly.finish(TRAFFIC.size());
      commit(assembly, true);
      return true;
    }
  }

  private void commit(SourceAssembly assembly, boolean finished) throws Exception {
    harness.commit(assembly, finished);
  }

  @Test
  void at_every_checkpoint_closed_and_open_rows_together_hold_every_connection_once()
      throws Exception {
    try (SourceAssembly assembly = harness.assembly("file", 1 << 20)) {
      for (int from = 0; from < TRAFFIC.size(); from += 500) {
        assembly.consume(TRAFFIC.block(from, from + 500));
        commit(assembly, false);
        List<Row> rows = harness.rows();
        assertThat(rows).doesNotHaveDuplicates();
        assertThat(rows.stream().map(Row::firstFrame)).doesNotHaveDuplicates();
        long packets = rows.stream().mapToLong(r -> r.clientPackets() + r.serverPackets()).sum();
        assertThat(packets)
            .isEqualTo(
                database.number("SELECT (outcomes->>'connection')::bigint FROM flowlog.source"));
      }
    }
  }
}
