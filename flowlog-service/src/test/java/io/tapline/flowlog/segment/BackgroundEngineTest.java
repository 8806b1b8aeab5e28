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

class BackgroundEngineTest {
  private static final int LEAST_MIB = 32;

  @TempDir Path directory;

  @Test
  void a_full_segment_is_merged_in_the_least_memory() throws Exception {
    List<SegmentPath> parts = parts(8, 65_536);
    Path target = directory.resolve("merged.parquet");
    SegmentFile merged =
        engine(LEAST_MIB)
            .run(
                BackgroundEngine.Share.SPARE,
                duckDb -> new SegmentMerge(duckDb).merge(parts, target));
    assertThat(merged.rows()).isEqualTo(8 * 65_536);
    assertThat(unsorted(target)).isZero();
    assertThat(lateGroups(target)).as("row groups with long-lived rows, and all").isEqualTo("1/13");
    assertThat(directory).isDirectoryNotContaining("glob:**.parquet.*");
  }

  /** Rows that are earlier than the one before, long-lived ones apart. */
  private long unsorted(Path segment) throws Exception {
    return Long.parseLong(
        ask(
            """
            SELECT count_if(earlier) FROM (
              SELECT place < lag(place) OVER (ORDER BY file_row_number) AS earlier FROM (
                SELECT row(NOT (%s), start_time) AS place, file_row_number
                FROM read_parquet(%s, file_row_number = true)))"""
                .formatted(ParquetFile.LONG_LIVED, DuckDb.literal(segment))));
  }

  private String ask(String question) throws Exception {
    try (DuckDb duckDb = DuckDb.open(DuckDbSettings.in(directory))) {
      return SqlAnswers.lines(duckDb, question).getFirst();
    }
  }

  /** Row groups that end more than a minute after their last start, by their statistics. */
  private String lateGroups(Path segment) throws Exception {
    return ask(
        """
        SELECT count_if(ends > starts + INTERVAL 1 MINUTE) || '/' || count(*) FROM (
          SELECT max(stats_max::TIMESTAMP) FILTER (path_in_schema = 'start_time') AS starts,
            max(stats_max::TIMESTAMP) FILTER (path_in_schema = 'end_time') AS ends
          FROM parquet_metadata(%s)
          WHERE path_in_schema IN ('start_time', 'end_time') GROUP BY row_group_id)"""
            .formatted(DuckDb.literal(segment)));
  }

  @Test
  void one_piece_of_work_has_all_the_memory() throws Exception {
    BackgroundEngine engine = engine(LEAST_MIB);
    AtomicInteger running = new AtomicInteger();
    List<Future<Integer>> most = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        most.add(
            threads.submit(
                () ->
                    engine.run(BackgroundEngine.Share.SPARE, duckDb -> together(duckDb, running))));
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
                    BackgroundEngine.Share.SPARE,
                    duckDb -> {
                      throw new IOException("no space");
                    }))
        .hasMessage("no space");
    assertThat(engine.run(BackgroundEngine.Share.SPARE, DuckDb::memoryMib)).isEqualTo(LEAST_MIB);
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
