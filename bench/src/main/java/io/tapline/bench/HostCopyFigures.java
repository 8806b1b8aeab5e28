package io.tapline.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.segment.HostSort;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.HostSorted;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Segments sorted by host, made as the service makes them: what they cost. */
record HostCopyFigures(boolean made) {
  static final HostCopyFigures NONE = new HostCopyFigures(false);
  private static final int MEMORY_MIB = 128;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Makes both copies of each segment. */
  static HostCopyFigures make(Path directory, List<SegmentFile> segments)
      throws IOException, SQLException {
    DuckDbSettings settings =
        new DuckDbSettings(
            List.of(directory), directory.resolve("spill"), MEMORY_MIB, 1, 1, Duration.ZERO);
    try (DuckDb duckDb = DuckDb.open(settings)) {
      HostSort sort = new HostSort(duckDb);
      for (Side side : Side.values()) {
        make(sort, segments, side);
      }
    }
    return new HostCopyFigures(true);
  }

  private static void make(HostSort sort, List<SegmentFile> segments, Side side)
      throws IOException {
    long begin = System.nanoTime();
    long beginCpu = PROCESS.getProcessCpuTime();
    long bytes = 0;
    for (SegmentFile segment : segments) {
      sort.write(segment.path(), side, copy(segment.path(), side));
      bytes += Files.size(copy(segment.path(), side));
    }
    long rows = segments.stream().mapToLong(SegmentFile::rows).sum();
    System.out.printf(
        "copies sorted by %s: %.1f bytes a connection, %.0f ms and %.0f ms of CPU a million%n",
        side,
        bytes / (double) rows,
        (System.nanoTime() - begin) / (double) rows,
        (PROCESS.getProcessCpuTime() - beginCpu) / (double) rows);
  }

  private static Path copy(Path segment, Side side) {
    return segment.resolveSibling(side + "-" + segment.getFileName());
  }

  HostSorted of(Path segment) {
    return made ? new Made(segment) : HostSorted.NONE;
  }

  private record Made(Path segment) implements HostSorted {
    @Override
    public Path by(Side side) {
      return copy(segment, side);
    }

    @Override
    public boolean distrust() {
      return false;
    }
  }
}
