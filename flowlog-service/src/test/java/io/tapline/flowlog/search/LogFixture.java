package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.FakeNetObjects;
import io.tapline.flowlog.search.filter.NetObjects;
import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentMerge;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.HostSorted;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.flowlog.store.OpenParts;
import io.tapline.flowlog.store.OpenParts.OpenPart;
import io.tapline.flowlog.store.SegmentQuestion;
import io.tapline.flowlog.store.SegmentRef;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import io.tapline.flowlog.store.SegmentSnapshots;
import io.tapline.flowlog.store.StillWanted;
import io.tapline.wire.address.IpPrefix;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A connection log of a few segments in a directory, and all its rows in memory. */
final class LogFixture implements SegmentSnapshots, AutoCloseable {
  static final Map<Integer, String> SOURCES = Map.of(1, "sensor/eth0", 2, "sensor/eth1");
  static final List<IpPrefix> OFFICE =
      List.of(IpPrefix.parse("10.0.1.0/31"), IpPrefix.parse("fe80::/64"));
  static final List<IpPrefix> EVERYWHERE =
      IntStream.range(0, 1_024).mapToObj(LogFixture::address).toList();
  static final NetObjects NET_OBJECTS =
      new FakeNetObjects(
          Map.of(
              "/NetObjects/Office",
              OFFICE,
              "/NetObjects/Main Gate",
              List.of(IpPrefix.parse("10.0.1.2")),
              "/NetObjects/Nobody",
              List.of(),
              "/NetObjects/Everywhere",
              EVERYWHERE));
  static final Interval ALL = Interval.UNBOUNDED;

  final DuckDb duckDb;
  final List<Row> rows = new ArrayList<>();
  final List<SegmentFile> segments = new ArrayList<>();
  final List<SegmentQuestion> questions = new CopyOnWriteArrayList<>();

  /** Snapshots and bytes that are held now, and the most bytes that were held at a time. */
  final AtomicInteger snapshots = new AtomicInteger();

  final AtomicLong pinnedBytes = new AtomicLong();
  final AtomicLong mostPinnedBytes = new AtomicLong();

  /** Numbers of segments that were opened, and of those given up, in this order. */
  final List<Long> opened = new CopyOnWriteArrayList<>();

  final List<Long> distrusted = new CopyOnWriteArrayList<>();
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
    this(directory, deadline, settings, Engine.DEFAULT_PIN_BYTES);
  }

  /** One that keeps at most so many bytes of segments for a question. */
  LogFixture(Path directory, long pinBytes) throws Exception {
    this(directory, Duration.ofSeconds(30), DuckDbSettings.in(directory), pinBytes);
  }

  private LogFixture(Path directory, Duration deadline, DuckDbSettings settings, long pinBytes)
      throws Exception {
    this.directory = directory;
    duckDb = DuckDb.open(settings);
    engine = new Engine(duckDb, this, NET_OBJECTS, deadline, pinBytes);
    search = new Search(engine);
    aggregation = new Aggregation(engine);
  }

  private static IpPrefix address(int number) {
    return IpPrefix.parse("10.0.%d.%d".formatted(number >> 8, number & 0xFF));
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
  public SegmentSnapshot open(SegmentQuestion question, StillWanted wanted) {
    List<Part> matched = new ArrayList<>();
    for (int id = 0; id < segments.size(); id++) {
      SegmentFile s = segments.get(id);
      long last = question.started() ? s.maxStartNanos() : s.maxEndNanos();
      if (last >= question.startNanos() && s.minStartNanos() < question.endNanos()) {
        matched.add(part(s, question));
      }
    }
    snapshots.incrementAndGet();
    questions.add(question);
    return new SegmentSnapshot(
        matched.stream().filter(part -> part.addressCases() != 0).toList(),
        matched.size(),
        Instant.ofEpochSecond(1),
        List.of(),
        LossCounts.NONE,
        new Opener());
  }

  private static Part part(SegmentFile segment, SegmentQuestion question) {
    return new Part(
        new SegmentRef(number(segment), segment.sizeBytes(), segment.sha256()),
        segment.formatVersion(),
        segment.rows(),
        segment.minStartNanos(),
        segment.maxStartNanos(),
        null,
        question.casesOf(segment.addressFilter()));
  }

  private static long number(SegmentFile segment) {
    return Long.parseLong(segment.path().getFileName().toString().replaceAll("\\D", ""));
  }

  /** Opens files in place. */
  private final class Opener implements SegmentSnapshot.Opener {
    @Override
    public OpenParts open(List<Part> parts, StillWanted wanted) {
      long bytes = parts.stream().mapToLong(part -> part.segment().sizeBytes()).sum();
      mostPinnedBytes.accumulateAndGet(pinnedBytes.addAndGet(bytes), Math::max);
      parts.forEach(part -> opened.add(part.segment().id()));
      return new OpenParts(
          parts.stream().map(this::open).toList(), () -> pinnedBytes.addAndGet(-bytes));
    }

    private OpenPart open(Part part) {
      Path file = directory.resolve("segment-" + part.segment().id() + ".parquet");
      return new OpenPart(part, file, sorted.apply(file));
    }

    @Override
    public void distrust(Part part) {
      distrusted.add(part.segment().id());
    }

    @Override
    public void close() {
      snapshots.decrementAndGet();
    }
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

  /** Those that began, so that each is in one bucket. */
  static Question started(String filter) {
    return new Question(Interval.started(Long.MIN_VALUE, Long.MAX_VALUE), filter);
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
