package io.tapline.flowlog.ingest;

import io.tapline.flowlog.assemble.TableBudget;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.wire.exporter.SamplingRules;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits of a worker.
 *
 * @param memory for the open connections of all sources
 * @param directory for segments that are being made; on the file system of the cache
 * @param queuedBlocks blocks that may wait for the worker
 * @param storePatience how long the store may be away before the source is told
 * @param sampling what the operator says about the sampling of flow exporters
 */
public record WorkerConfig(
    TableConfig table,
    TableBudget memory,
    CheckpointPolicy policy,
    Path directory,
    int queuedBlocks,
    Duration storePatience,
    SamplingRules sampling) {
  public static final int DEFAULT_QUEUED_BLOCKS = 8;
  public static final Duration DEFAULT_STORE_PATIENCE = Duration.ofSeconds(30);

  /** The defaults, with a directory. */
  public static WorkerConfig in(Path directory) {
    return new WorkerConfig(
        TableConfig.DEFAULT,
        TableBudget.unlimited(),
        CheckpointPolicy.DEFAULT,
        directory,
        DEFAULT_QUEUED_BLOCKS,
        DEFAULT_STORE_PATIENCE,
        SamplingRules.NONE);
  }
}
