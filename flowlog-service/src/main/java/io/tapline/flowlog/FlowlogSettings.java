package io.tapline.flowlog;

import io.tapline.flowlog.assemble.IdleTimeouts;
import io.tapline.flowlog.assemble.TableBudget;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.flowlog.ingest.WorkerConfig;
import io.tapline.flowlog.merge.MergePolicy;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.wire.exporter.SamplingRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Configuration as the engines want it. */
final class FlowlogSettings {
  private static final int WRITER_SLACK_MIB = 1024;
  private static final int BACKGROUND_SLACK_MIB = 256;

  private FlowlogSettings() {}

  /** Where segments lie and are made. */
  static Path segments(FlowlogConfig config) {
    return config.cacheDirectory().resolve("segments");
  }

  static DuckDbSettings engine(FlowlogConfig config) {
    FlowlogConfig.Engine engine = config.engine();
    return new DuckDbSettings(
        List.of(config.cacheDirectory()),
        config.cacheDirectory().resolve("spill"),
        engine.memoryMib(),
        engine.threads(),
        engine.queries(),
        engine.patience());
  }

  /**
   * Of the engine that writes segments: each writer's own thread is all that works for it, and no
   * more of them write at a time than its memory allows.
   */
  static DuckDbSettings writer(FlowlogConfig config) {
    return alone(config, "writing", config.engine().writerMemoryMib()).withSlack(WRITER_SLACK_MIB);
  }

  /**
   * Of the engine that merges segments and makes host copies: one piece of work at a time, of no
   * more rows at a time than its memory allows.
   */
  static DuckDbSettings background(FlowlogConfig config) {
    return alone(config, "background", config.engine().backgroundMemoryMib())
        .withSlack(BACKGROUND_SLACK_MIB);
  }

  /** Of an engine with one thread and one caller at a time. */
  private static DuckDbSettings alone(FlowlogConfig config, String spill, int memoryMib) {
    return new DuckDbSettings(
        List.of(config.cacheDirectory()),
        config.cacheDirectory().resolve(spill),
        memoryMib,
        1,
        1,
        Duration.ZERO);
  }

  static WorkerConfig worker(FlowlogConfig config) {
    FlowlogConfig.Checkpoints checkpoint = config.checkpoint();
    CheckpointPolicy policy =
        new CheckpointPolicy(
            checkpoint.interval(),
            checkpoint.longest(),
            checkpoint.share(),
            checkpoint.liveShare(),
            checkpoint.fullRows());
    return new WorkerConfig(
        table(config),
        new TableBudget(config.tables().memoryBytes()),
        policy,
        segments(config),
        config.queuedBatches(),
        config.storePatience(),
        SamplingRules.parse(config.exporterSampling().orElse(List.of())));
  }

  private static TableConfig table(FlowlogConfig config) {
    FlowlogConfig.Connections connection = config.connection();
    return new TableConfig(
        idleTimeouts(config),
        connection.activeTimeout().toNanos(),
        connection.maxOpen(),
        connection.maxContexts());
  }

  private static IdleTimeouts idleTimeouts(FlowlogConfig config) {
    FlowlogConfig.Connections connection = config.connection();
    return new IdleTimeouts(
        connection.tcpOpeningTimeout().toNanos(),
        connection.tcpEstablishedTimeout().toNanos(),
        connection.tcpClosedTimeout().toNanos(),
        connection.udpTimeout().toNanos(),
        connection.icmpTimeout().toNanos(),
        connection.otherTimeout().toNanos(),
        config.flowIdleTimeout().toNanos(),
        config.flowEndedTimeout().toNanos());
  }

  static MergePolicy merging(FlowlogConfig config) {
    return new MergePolicy(
        config.merge().fullRows(), config.merge().fanIn(), MergePolicy.DEFAULT.most());
  }
}
