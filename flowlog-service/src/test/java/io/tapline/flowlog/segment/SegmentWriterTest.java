package io.tapline.flowlog.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentWriterTest {
  @TempDir Path directory;
  private DuckDb duckDb;
  private ConnectionBatch batch;

  @BeforeEach
  void open() throws Exception {
    duckDb = DuckDb.open(DuckDbSettings.in(directory));
    batch = new ConnectionBatch();
  }

  @AfterEach
  void close() throws Exception {
    batch.close();
    duckDb.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000, 5000, 150_000})
  void what_is_written_is_read_back(int count) throws Exception {
    List<Row> rows = append(count, 7);
    SegmentFile segment = new SegmentWriter(duckDb).write(batch, directory.resolve("a.parquet"));
    assertThat(sorted(SegmentRows.read(duckDb, List.of(segment.path())))).isEqualTo(sorted(rows));
    assertThat(segment.rows()).isEqualTo(count);
    assertDescribes(segment, rows);
  }

  /** By their numbers rows of open segments are known; several threads write a large segment. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 2, 2, 2, 2, 2})
  void rows_are_in_the_order_of_the_batch(int threads) throws Exception {
    reopen(threads, DuckDbSettings.DEFAULT_MEMORY_MIB);
    List<Long> frames = append(150_000, 3).stream().map(Row::firstFrame).toList();
    SegmentFile segment = new SegmentWriter(duckDb).write(batch, directory.resolve("a.parquet"));
    assertThat(framesByRow(segment.path()).equals(frames)).as("in order").isTrue();
  }

  @Test
  void a_large_segment_needs_little_memory() throws Exception {
    reopen(1, 32);
    append(150_000, 3);
    SegmentFile segment = new SegmentWriter(duckDb).write(batch, directory.resolve("a.parquet"));
    assertThat(segment.rows()).isEqualTo(150_000);
  }

  @Test
  void writers_for_whom_there_is_no_memory_wait() throws Exception {
    reopen(1, 32);
    SegmentWriter writer = new SegmentWriter(duckDb);
    List<Future<SegmentFile>> files = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        Path target = directory.resolve(i + ".parquet");
        files.add(threads.submit(() -> writeOwn(writer, target)));
      }
    }
    for (Future<SegmentFile> file : files) {
      assertThat(file.get().rows()).isEqualTo(60_000);
    }
  }

  private static SegmentFile writeOwn(SegmentWriter writer, Path target) throws IOException {
    Random random = new Random(5);
    try (ConnectionBatch own = new ConnectionBatch()) {
      for (int i = 0; i < 60_000; i++) {
        own.append(1, Row.random(random, i));
      }
      return writer.write(own, target);
    }
  }

  private void reopen(int threads, int memoryMib) throws Exception {
    duckDb.close();
    duckDb =
        DuckDb.open(
            new DuckDbSettings(
                List.of(directory),
                directory.resolve("spill"),
                memoryMib,
                threads,
                1,
                Duration.ofSeconds(5)));
  }

  private List<Long> framesByRow(Path file) throws SQLException {
    String question =
        "SELECT first_frame FROM read_parquet(%s, file_row_number = true) ORDER BY file_row_number"
            .formatted(DuckDb.literal(file.toAbsolutePath()));
    return SqlAnswers.lines(duckDb, question).stream().map(Long::valueOf).toList();
  }

  @Test
  void a_cleared_batch_is_as_new() throws Exception {
    append(3000, 1);
    batch.clear();
    assertThat(batch.size()).isZero();
    assertThat(batch.sizeBytes()).isZero();
    List<Row> rows = append(700, 2);
    SegmentFile segment = new SegmentWriter(duckDb).write(batch, directory.resolve("a.parquet"));
    assertThat(sorted(SegmentRows.read(duckDb, List.of(segment.path())))).isEqualTo(sorted(rows));
    assertDescribes(segment, rows);
  }

  @Test
  void a_merged_segment_holds_the_rows_of_all_sorted() throws Exception {
    List<Row> all = new ArrayList<>();
    List<SegmentPath> parts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      batch.clear();
      all.addAll(append(300 + i, i));
      parts.add(
          new SegmentWriter(duckDb).write(batch, directory.resolve("p" + i + ".parquet")).toRead());
    }
    SegmentFile merged = new SegmentMerge(duckDb).merge(parts, directory.resolve("m.parquet"));
    assertThat(SegmentRows.read(duckDb, List.of(merged.path()))).isEqualTo(merged(all));
    assertDescribes(merged, all);
  }

  @Test
  void an_empty_batch_is_no_segment() {
    assertThatThrownBy(() -> new SegmentWriter(duckDb).write(batch, directory.resolve("a.parquet")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_failed_write_leaves_nothing_behind() throws Exception {
    append(10, 1);
    Path elsewhere = Files.createTempDirectory("elsewhere");
    assertThatThrownBy(() -> new SegmentWriter(duckDb).write(batch, elsewhere.resolve("a.parquet")))
        .isInstanceOf(IOException.class);
    assertThat(elsewhere).isEmptyDirectory();
    Files.delete(elsewhere);
  }

  private static List<SegmentPath> paths(Path... files) {
    return List.of(files).stream()
        .map(file -> new SegmentPath(file, SegmentFormat.PACKETS))
        .toList();
  }

  @Test
  void a_failed_merge_leaves_the_target_as_it_was() throws Exception {
    append(10, 1);
    Path good = new SegmentWriter(duckDb).write(batch, directory.resolve("a.parquet")).path();
    Path bad = Files.writeString(directory.resolve("b.parquet"), "not a segment");
    Path target = Files.writeString(directory.resolve("c.parquet"), "before");
    assertThatThrownBy(() -> new SegmentMerge(duckDb).merge(paths(good, bad), target))
        .isInstanceOf(IOException.class);
    assertThat(target).hasContent("before");
    assertThat(directory.resolve("c.parquet.partial")).doesNotExist();
  }

  @Test
  void the_engine_reads_nothing_outside_its_directories_and_cannot_be_reconfigured() {
    for (String sql :
        List.of(
            "SELECT * FROM read_text('/etc/hostname')",
            "SELECT * FROM read_parquet('/etc/hostname')",
            "COPY (SELECT 1) TO '/tmp/out.csv'",
            "ATTACH '/tmp/x.db'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
            "SET memory_limit = '8GB'",
            "RESET lock_configuration")) {
      assertThatThrownBy(() -> run(sql)).as(sql).isInstanceOf(SQLException.class);
    }
  }

  private void run(String sql) throws SQLException {
    assertThat(SqlAnswers.lines(duckDb, sql)).isEmpty();
  }

  private List<Row> append(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Row row = Row.random(random, seed << 32 | i);
      rows.add(row);
      batch.append(row.source(), row);
    }
    assertThat(batch.size()).isEqualTo(count);
    return rows;
  }

  /** Long-lived ones first. */
  private static List<Row> merged(List<Row> rows) {
    return sorted(rows).stream()
        .sorted(Comparator.comparing(row -> row.endNanos() - row.startNanos() < 60_000_000_000L))
        .toList();
  }

  private static List<Row> sorted(List<Row> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparingLong(Row::startNanos)
                .thenComparing(Row::source)
                .thenComparing(Row::firstFrame))
        .toList();
  }

  private static void assertDescribes(SegmentFile segment, List<Row> rows) throws IOException {
    assertThat(segment.minStartNanos())
        .isEqualTo(rows.stream().mapToLong(Row::startNanos).min().orElseThrow());
    assertThat(segment.maxStartNanos())
        .isEqualTo(rows.stream().mapToLong(Row::startNanos).max().orElseThrow());
    assertThat(segment.maxEndNanos())
        .isEqualTo(rows.stream().mapToLong(Row::endNanos).max().orElseThrow());
    assertThat(segment.packets())
        .isEqualTo(rows.stream().mapToLong(r -> r.clientPackets() + r.serverPackets()).sum());
    assertThat(segment.bytes())
        .isEqualTo(rows.stream().mapToLong(r -> r.clientBytes() + r.serverBytes()).sum());
    assertThat(segment.sizeBytes()).isEqualTo(Files.size(segment.path()));
    assertThat(segment.sha256()).matches("[0-9a-f]{64}");
    for (Row row : rows) {
      assertThat(
              AddressFilter.mayContain(
                  segment.addressFilter(), Side.CLIENT, row.clientHigh(), row.clientLow()))
          .isTrue();
      assertThat(
              AddressFilter.mayContain(
                  segment.addressFilter(), Side.SERVER, row.serverHigh(), row.serverLow()))
          .isTrue();
    }
  }
}
