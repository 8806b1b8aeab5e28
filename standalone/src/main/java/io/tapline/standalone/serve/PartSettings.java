package io.tapline.standalone.serve;

import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.memory.MemoryBudget;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a service is told of the data directory, the memory and the tokens, whether it shares its
 * process with others or not.
 */
public final class PartSettings {
  private PartSettings() {}

  /** Who may call any of the services. */
  public static Map<String, String> callers(TokenOptions tokens, DataDirectory data) {
    return Map.of(
        "tapline.auth.tokens", tokens.file().toAbsolutePath().toString(),
        "tapline.auth.optional", Boolean.toString(tokens.optional()),
        "tapline.auth.owner-token-file", data.ownerToken().toString());
  }

  public static Map<String, String> capture(DataDirectory data) {
    return Map.of("tapline.capture.data-directory", data.capture().toString());
  }

  /**
   * @param maxHeapBytes of the process that it runs in
   */
  public static Map<String, String> flowlog(
      DataDirectory data, MemoryBudget memory, long maxHeapBytes) {
    return Map.of(
        "tapline.flowlog.retention.database-directory", data.postgres().toString(),
        "tapline.flowlog.cache-directory", data.flowlogCache().toString(),
        "tapline.flowlog.tables.memory-bytes", Long.toString(memory.tablesBytes(maxHeapBytes)),
        "tapline.flowlog.filter-memory-bytes", Long.toString(memory.filterBytes()),
        "tapline.flowlog.engine.memory-mib", Integer.toString(memory.engineMib()),
        "tapline.flowlog.engine.writer-memory-mib", Integer.toString(memory.writerMib()),
        "tapline.flowlog.engine.background-memory-mib", Integer.toString(memory.backgroundMib()));
  }

  public static Map<String, String> report(DataDirectory data) {
    Path root = data.report();
    return Map.of(
        "tapline.report.detections.state-file", root.resolve("detections").toString(),
        "tapline.report.detections.suppression-file", root.resolve("suppressions").toString(),
        "tapline.report.blocklist.directory", root.resolve("blocklists").toString(),
        "tapline.report.schedules.folder-root", root.resolve("documents").toString());
  }
}
