package io.tapline.report.blocklist;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Builds the blocklists and keeps them fresh. */
@Singleton
public class BlocklistLifecycle {
  private static final String DOWNLOADS = "downloads";

  private final HttpClient http;
  private final BlocklistFiles files;
  private final BlocklistDownloads downloads;

  public BlocklistLifecycle(BlocklistConfig config, MeterRegistry registry) {
    BlocklistMetrics metrics = new BlocklistMetrics(registry);
    BlocklistFiles.Limits limits =
        new BlocklistFiles.Limits(config.maxBytes(), config.maxEntries());
    http =
        HttpClient.newBuilder()
            .connectTimeout(config.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    files = new BlocklistFiles(directories(config), limits, metrics);
    downloads =
        new BlocklistDownloads(
            downloads(config, limits),
            config.refresh(),
            config.retry(),
            InstantSource.system(),
            metrics);
  }

  private static List<Path> directories(BlocklistConfig config) {
    return config.directory().map(path -> List.of(path, path.resolve(DOWNLOADS))).orElse(List.of());
  }

  private List<BlocklistDownload> downloads(BlocklistConfig config, BlocklistFiles.Limits limits) {
    List<String> urls = config.urls().orElse(List.of());
    if (urls.isEmpty()) {
      return List.of();
    }
    Path directory =
        config
            .directory()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "tapline.report.blocklist.urls needs tapline.report.blocklist.directory"));
    BlocklistDownload.Web web =
        new BlocklistDownload.Web(http, new Redirects(InetAddress::getAllByName), config.timeout());
    return urls.stream()
        .map(url -> BlocklistDownloads.download(url, directory.resolve(DOWNLOADS), limits, web))
        .toList();
  }

  /** The lists in force. */
  public Blocklists current() {
    return files.current();
  }

  /** For people: what is wrong with a list, if anything. */
  String state() {
    String trouble = downloads.trouble().isEmpty() ? files.trouble() : downloads.trouble();
    return trouble.isEmpty()
        ? files.current().entries() + " entries in force"
        : "failing, the last good list is in force: " + trouble;
  }

  @Scheduled(
      identity = "tapline-report-blocklists",
      every = "${tapline.report.blocklist.every:1m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void tick() throws InterruptedException {
    downloads.fetchDue();
    files.refresh();
  }

  void stop(@Observes ShutdownEvent event) {
    http.shutdownNow();
  }
}
