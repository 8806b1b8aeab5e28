package io.tapline.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tapline.flowlog.search.Aggregation;
import io.tapline.flowlog.search.Cancellation;
import io.tapline.flowlog.search.Engine;
import io.tapline.flowlog.search.Grouping;
import io.tapline.flowlog.search.Interval;
import io.tapline.flowlog.search.Order;
import io.tapline.flowlog.search.Question;
import io.tapline.flowlog.search.Search;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.flowlog.store.OpenParts;
import io.tapline.flowlog.store.OpenParts.OpenPart;
import io.tapline.flowlog.store.SegmentQuestion;
import io.tapline.flowlog.store.SegmentRef;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import io.tapline.flowlog.store.SegmentSnapshots;
import io.tapline.flowlog.store.StillWanted;
import io.tapline.wire.address.IpAddresses;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Times questions over warm files; the median of a few runs. */
final class SegmentQuestions implements SegmentSnapshots {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final int RUNS = 7;
  private static final int BUSY = 3;
  private static final int RARE = 19_999;
  private static final int FREQUENT = 100;

  private final List<SegmentFile> segments;
  private final Engine engine;
  private HostCopyFigures copies = HostCopyFigures.NONE;

  SegmentQuestions(DuckDb duckDb, List<SegmentFile> segments) {
    this.segments = segments;
    this.engine = new Engine(duckDb, this, Duration.ofMinutes(1));
  }

  void run() {
    time("first page of all", () -> page(""));
    time("count of an absent host", () -> count("host = 192.0.2.1"));
    time(
        "count of a Community ID",
        () -> count("community_id = \"1:LQU9qZlK+B5F3KDmev6m5PMibrg=\""));
    time("top 10 clients by bytes", () -> top(List.of(Field.CLIENT), 0));
    time("top 10 services, by hour", () -> top(List.of(Field.SERVICE), 3_600_000_000_000L));
    hosts("");
  }

  /** The same with segments sorted by host beside them. */
  void run(HostCopyFigures made) {
    copies = made;
    hosts(", copies");
    copies = HostCopyFigures.NONE;
  }

  void close() {
    engine.close();
  }

  private void hosts(String how) {
    String busy = "host = " + IpAddresses.format(0, SyntheticConnection.client(BUSY));
    String rare = "host = " + IpAddresses.format(0, SyntheticConnection.client(RARE));
    String server = "host = " + IpAddresses.format(0, SyntheticConnection.server(FREQUENT));
    String most = "host = " + IpAddresses.format(0, SyntheticConnection.server(0));
    time("first page of a busy host" + how, () -> page(busy));
    time("first page of a rare host" + how, () -> page(rare));
    time("first page of a server" + how, () -> page(server));
    time("first page of the top server" + how, () -> page(most));
    time("count of a busy host" + how, () -> count(busy));
    time("count of a rare host" + how, () -> count(rare));
    time("count of a server" + how, () -> count(server));
    time("count of the top server" + how, () -> count(most));
    time("count of a busy host, tls" + how, () -> count(busy + " AND service = tls"));
  }

  private long page(String filter) {
    Search search = new Search(engine);
    return search
        .page(question(filter), Order.NEWEST_FIRST, 100, "", new Cancellation())
        .value()
        .rows()
        .size();
  }

  private long count(String filter) {
    Search search = new Search(engine);
    return search.count(question(filter), new Cancellation()).value().connections();
  }

  private long top(List<Field> columns, long bucketNanos) {
    Grouping grouping = new Grouping(columns, List.of(), 2, 10, bucketNanos);
    return new Aggregation(engine)
        .aggregate(question(""), grouping, new Cancellation())
        .value()
        .groups();
  }

  private static Question question(String filter) {
    return new Question(Interval.UNBOUNDED, filter);
  }

  /** What is asked. */
  private interface Asked {
    long run();
  }

  private static void time(String name, Asked asked) {
    long[] nanos = new long[RUNS];
    long[] cpuNanos = new long[RUNS];
    long found = 0;
    for (int run = 0; run < RUNS; run++) {
      long begin = System.nanoTime();
      long beginCpu = PROCESS.getProcessCpuTime();
      found = asked.run();
      cpuNanos[run] = PROCESS.getProcessCpuTime() - beginCpu;
      nanos[run] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    Arrays.sort(cpuNanos);
    System.out.printf(
        "%-37s median %7.1f ms, best %7.1f ms, median %4.0f ms of CPU, %d found%n",
        name, nanos[RUNS / 2] / 1e6, nanos[0] / 1e6, cpuNanos[RUNS / 2] / 1e6, found);
  }

  @Override
  public SegmentSnapshot open(SegmentQuestion question, StillWanted wanted) {
    return new SegmentSnapshot(
        IntStream.range(0, segments.size())
            .mapToObj(id -> part(id, segments.get(id), question))
            .filter(part -> part.addressCases() != 0)
            .toList(),
        segments.size(),
        Instant.EPOCH,
        List.of(),
        LossCounts.NONE,
        new Files());
  }

  private static Part part(int id, SegmentFile segment, SegmentQuestion question) {
    return new Part(
        new SegmentRef(id, segment.sizeBytes(), segment.sha256()),
        segment.formatVersion(),
        segment.rows(),
        segment.minStartNanos(),
        segment.maxStartNanos(),
        null,
        question.casesOf(segment.addressFilter()));
  }

  /** The files are there already. */
  private final class Files implements SegmentSnapshot.Opener {
    @Override
    public OpenParts open(List<Part> parts, StillWanted wanted) {
      return new OpenParts(parts.stream().map(this::open).toList(), () -> {});
    }

    private OpenPart open(Part part) {
      Path file = segments.get((int) part.segment().id()).path();
      return new OpenPart(part, file, copies.of(file));
    }

    @Override
    public void distrust(Part part) {
      throw new IllegalStateException("segment " + part.segment().id() + " cannot be read");
    }

    @Override
    public void close() {}
  }

  @Override
  public Map<Integer, String> sourceNames() {
    return Map.of(1, "bench/1");
  }
}
