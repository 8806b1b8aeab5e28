package io.tapline.flowlog.search;

import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentMerge;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.HostSorted;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import io.tapline.flowlog.store.SegmentSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/** A connection log of a few segments in a directory, and all its rows in memory. */
final class LogFixture implements SegmentSnapshots, AutoCloseable {
  static final Map<Integer, String> SOURCES = Map.of(1, "sensor/eth0", 2, "sensor/eth1");
  static final Interval ALL = Interval.UNBOUNDED;

  final DuckDb duckDb;
  final List<Row> rows = new ArrayList<>();
  final List<SegmentFile> segments = new ArrayList<>();
  final AtomicInteger pinned = new AtomicInteger();
  final Engine engine;
  final Search search;
  final Aggregation aggregation;

  /** Gives each segment its host copies; none to begin with. */
  Function<Path, HostSorted> sorted = segment -> HostSorted.NONE;

  private final Path directory;
  private final ConnectionBatch batch = new ConnectionBatch();
  private int files;

  LogFixture(Path directory) throws Exception {
    this(directory, Duration.ofSeconds(30), DuckDbSettings.in(directory));
  }

  LogFixture(Path directory, Duration deadline, DuckDbSettings settings) throws Exception {
    this.directory = directory;
    duckDb = DuckDb.open(settings);
    engine = new Engine(duckDb, this, deadline);
    search = new Search(engine);
    aggregation = new Aggregation(engine);
  }

  /** Adds a segment of random rows. */
  LogFixture add(int count, long seed) throws Exception {
    return add(count, seed, 0);
  }

  /** Adds a segment of random rows that start later. */
  LogFixture add(int count, long seed, long laterNanos) throws Exception {
    Random random = new Random(seed);
    List<Row> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      added.add(Row.random(random, seed * 1_000_000 + i).later(laterNanos));
    }
    return add(added);
  }

  LogFixture add(List<Row> added) throws Exception {
    batch.clear();
    added.forEach(row -> batch.append(row.source(), row));
    segments.add(new SegmentWriter(duckDb).write(batch, next()));
    rows.addAll(added);
    return this;
  }

  /** Makes one segment of all. */
  void merge() throws Exception {
    SegmentFile merged =
        new SegmentMerge(duckDb).merge(segments.stream().map(SegmentFile::toRead).toList(), next());
    segments.clear();
    segments.add(merged);
  }

  private Path next() {
    return directory.resolve("segment-" + files++ + ".parquet");
  }

  @Override
  public SegmentSnapshot open(long startNanos, long endNanos, Predicate<byte[]> mayHold) {
    List<SegmentFile> matched =
        segments.stream()
            .filter(s -> s.maxStartNanos() >= startNanos && s.minStartNanos() < endNanos)
            .toList();
    pinned.incrementAndGet();
    return new SegmentSnapshot(
        matched.stream()
            .filter(segment -> mayHold.test(segment.addressFilter()))
            .map(this::part)
            .toList(),
        matched.size(),
        Instant.ofEpochSecond(1),
        List.of(),
        0,
        pinned::decrementAndGet);
  }

  private Part part(SegmentFile segment) {
    return new Part(
        segment.toRead(),
        segment.rows(),
        segment.minStartNanos(),
        segment.maxStartNanos(),
        segment.addressFilter(),
        sorted.apply(segment.path()));
  }

  @Override
  public Map<Integer, String> sourceNames() {
    return SOURCES;
  }

  @Override
  public void close() throws java.sql.SQLException {
    engine.close();
    batch.close();
    duckDb.close();
  }

  static Question question(String filter) {
    return new Question(ALL, filter);
  }

  List<ConnectionRow> stream(Question question, Order order) {
    List<ConnectionRow> all = new ArrayList<>();
    var completeness = search.stream(question, order, 0, new Cancellation(), all::addAll);
    assert completeness.losses().isEmpty();
    return all;
  }
}
