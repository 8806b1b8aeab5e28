package io.tapline.flowlog.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundEngineTest {
  private static final int LEAST_MIB = 32;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {LEAST_MIB, 44, 54})
  void a_full_segment_is_merged_in_the_memory_that_there_is(int memoryMib) throws Exception {
    int rows = SegmentMerge.mostRows(memoryMib);
    List<SegmentPath> parts = parts(4, rows / 4);
    Path target = directory.resolve("merged.parquet");
    SegmentFile merged =
        engine(memoryMib).run(duckDb -> new SegmentMerge(duckDb).merge(parts, target));
    assertThat(merged.rows()).isEqualTo(rows);
  }

  @Test
  void with_much_memory_segments_do_not_grow_for_ever() {
    assertThat(SegmentMerge.mostRows(Integer.MAX_VALUE)).isEqualTo(1 << 20);
  }

  @Test
  void one_piece_of_work_has_all_the_memory() throws Exception {
    BackgroundEngine engine = engine(LEAST_MIB);
    AtomicInteger running = new AtomicInteger();
    List<Future<Integer>> most = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        most.add(threads.submit(() -> engine.run(duckDb -> together(duckDb, running))));
      }
    }
    for (Future<Integer> seen : most) {
      assertThat(seen.get()).isEqualTo(1);
    }
  }

  @Test
  void after_a_failure_the_next_has_its_turn() throws Exception {
    BackgroundEngine engine = engine(LEAST_MIB);
    assertThatThrownBy(
            () ->
                engine.run(
                    duckDb -> {
                      throw new IOException("no space");
                    }))
        .hasMessage("no space");
    assertThat(engine.run(DuckDb::memoryMib)).isEqualTo(LEAST_MIB);
  }

  /** How many ran at the same time, while this one asked something. */
  private static int together(DuckDb duckDb, AtomicInteger running) throws IOException {
    int most = running.incrementAndGet();
    try (DuckDBConnection connection = duckDb.connect()) {
      DuckDb.execute(connection, "SELECT sum(range) FROM range(1000000)");
    } catch (SQLException e) {
      throw new IOException(e);
    }
    most = Math.max(most, running.get());
    running.decrementAndGet();
    return most;
  }

  private List<SegmentPath> parts(int count, int rows) throws Exception {
    List<SegmentPath> parts = new ArrayList<>();
    Random random = new Random(11);
    try (DuckDb duckDb = DuckDb.open(DuckDbSettings.in(directory));
        ConnectionBatch batch = new ConnectionBatch()) {
      for (int part = 0; part < count; part++) {
        batch.clear();
        for (int i = 0; i < rows; i++) {
          batch.append(1, Row.random(random, (long) part * rows + i));
        }
        Path path = directory.resolve(part + ".parquet");
        parts.add(new SegmentWriter(duckDb).write(batch, path).toRead());
      }
    }
    return parts;
  }

  private BackgroundEngine engine(int memoryMib) {
    return new BackgroundEngine(
        new DuckDbSettings(
            List.of(directory), directory.resolve("spill"), memoryMib, 1, 1, Duration.ZERO));
  }
}
