package io.tapline.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentMerge;
import io.tapline.flowlog.segment.SegmentPath;
import io.tapline.flowlog.segment.SegmentWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of the connection log: bytes a connection, connections a second from batch to segment,
 * milliseconds for one host and for the top ten sources. Arguments: a directory (kept), segments
 * (default 10), rows a segment (default 1,000,000).
 */
public final class SegmentFiguresMain {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private SegmentFiguresMain() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createDirectories(Path.of(args[0]));
    int segments = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    int rows = args.length > 2 ? Integer.parseInt(args[2]) : 1_000_000;
    try (DuckDb duckDb = DuckDb.open(DuckDbSettings.in(directory))) {
      List<SegmentFile> written = write(duckDb, directory, segments, rows);
      SegmentQuestions questions = new SegmentQuestions(duckDb, written);
      questions.run();
      questions.run(HostCopyFigures.make(directory, written));
      questions.close();
      merge(duckDb, directory, rows);
    }
  }

  private static List<SegmentFile> write(DuckDb duckDb, Path directory, int segments, int rows)
      throws IOException {
    List<SegmentFile> written = new ArrayList<>();
    long nanos = 0;
    long filling = 0;
    long cpuNanos = 0;
    try (ConnectionBatch batch = new ConnectionBatch()) {
      SegmentWriter writer = new SegmentWriter(duckDb);
      for (int segment = 0; segment < segments; segment++) {
        List<SyntheticConnection> connections = connections(segment, segments, rows);
        long begin = System.nanoTime();
        long beginCpu = PROCESS.getProcessCpuTime();
        batch.clear();
        connections.forEach(connection -> batch.append(1, connection));
        filling += System.nanoTime() - begin;
        written.add(writer.write(batch, directory.resolve("large-" + segment + ".parquet")));
        nanos += System.nanoTime() - begin;
        cpuNanos += PROCESS.getProcessCpuTime() - beginCpu;
      }
    }
    print(written, nanos, filling, cpuNanos);
    return written;
  }

  private static List<SyntheticConnection> connections(int segment, int segments, int rows) {
    List<SyntheticConnection> connections = new ArrayList<>(rows);
    for (long i = 0; i < rows; i++) {
      connections.add(SyntheticConnection.of((long) segment * rows + i, (long) segments * rows));
    }
    return connections;
  }

  private static void print(List<SegmentFile> written, long nanos, long filling, long cpuNanos) {
    long rows = written.stream().mapToLong(SegmentFile::rows).sum();
    long bytes = written.stream().mapToLong(SegmentFile::sizeBytes).sum();
    long filters = written.stream().mapToLong(segment -> segment.addressFilter().length).sum();
    System.out.printf(
        "%d connections in %d segments: %.1f bytes a connection, address filter %.2f more%n",
        rows, written.size(), bytes / (double) rows, filters / (double) rows);
    System.out.printf(
        "batch to segment on disk: %.2f M connections/s, %.2f M per CPU-second (filling alone %.2f M/s)%n",
        rows * 1e3 / nanos, rows * 1e3 / cpuNanos, rows * 1e3 / filling);
  }

  private static void merge(DuckDb duckDb, Path directory, int rows) throws IOException {
    int parts = 64;
    List<SegmentPath> small = new ArrayList<>();
    try (ConnectionBatch batch = new ConnectionBatch()) {
      for (int part = 0; part < parts; part++) {
        batch.clear();
        connections(part, parts, rows / parts).forEach(connection -> batch.append(1, connection));
        Path path = directory.resolve("small-" + part + ".parquet");
        small.add(new SegmentWriter(duckDb).write(batch, path).toRead());
      }
    }
    long begin = System.nanoTime();
    SegmentFile merged = new SegmentMerge(duckDb).merge(small, directory.resolve("merged.parquet"));
    long nanos = System.nanoTime() - begin;
    System.out.printf(
        "merge of %d segments: %.2f M connections/s%n", parts, merged.rows() * 1e3 / nanos);
  }
}
