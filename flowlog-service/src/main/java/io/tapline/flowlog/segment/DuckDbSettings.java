package io.tapline.flowlog.segment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Limits of the embedded query engine.
 *
 * @param directories the only places that it may read and write, with everything below
 * @param spillDirectory where it may put what does not fit into memory; inside one of the
 *     directories
 * @param memoryMiB memory for all queries together, in MiB
 * @param threads threads for all queries together
 * @param queries questions answered at the same time; further ones wait
 * @param patience how long a question waits for its turn before it is refused
 * @param slackMiB by which the engine's own limit is higher. Once it has freed as much as its limit
 *     leaves, the engine gives all of its allocator's pages back to the system and gets them again
 *     by page faults; only where callers themselves see to {@code memoryMiB} may it be spared that
 */
public record DuckDbSettings(
    List<Path> directories,
    Path spillDirectory,
    int memoryMiB,
    int threads,
    int queries,
    Duration patience,
    int slackMiB) {

  public static final int DEFAULT_MEMORY_MIB = 512;
  public static final int DEFAULT_THREADS = 2;
  public static final int DEFAULT_QUERIES = 4;
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(5);

  public DuckDbSettings {
    directories = List.copyOf(directories);
  }

  /** The engine's own limit is that of the memory. */
  public DuckDbSettings(
      List<Path> directories,
      Path spillDirectory,
      int memoryMiB,
      int threads,
      int queries,
      Duration patience) {
    this(directories, spillDirectory, memoryMiB, threads, queries, patience, 0);
  }

  /** The same with an engine whose own limit is so much higher. */
  public DuckDbSettings withSlack(int slackMiB) {
    return new DuckDbSettings(
        directories, spillDirectory, memoryMiB, threads, queries, patience, slackMiB);
  }

  /** The defaults for one directory that holds the segments; spills go to {@code spill} in it. */
  public static DuckDbSettings in(Path directory) {
    return new DuckDbSettings(
        List.of(directory),
        directory.resolve("spill"),
        DEFAULT_MEMORY_MIB,
        DEFAULT_THREADS,
        DEFAULT_QUERIES,
        DEFAULT_PATIENCE);
  }
}
