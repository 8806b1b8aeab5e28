package io.tapline.report.blocklist;

import io.tapline.report.blocklist.BlocklistDownload.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Fetches the lists of all URLs when they are due: after {@code refresh}, or after {@code retry}
 * where the last time failed. A failure is logged once in a row, counted, and shown.
 */
final class BlocklistDownloads {
  private static final Logger LOG = Logger.getLogger(BlocklistDownloads.class);

  private final List<Scheduled> downloads = new ArrayList<>();
  private final Duration refresh;
  private final Duration retry;
  private final InstantSource clock;
  private final BlocklistMetrics metrics;
  private volatile String trouble = "";

  /** A URL and when it is due. */
  private static final class Scheduled {
    private final BlocklistDownload download;
    private Instant due = Instant.MIN;
    private String failure = "";

    private Scheduled(BlocklistDownload download) {
      this.download = download;
    }
  }

  BlocklistDownloads(
      List<BlocklistDownload> downloads,
      Duration refresh,
      Duration retry,
      InstantSource clock,
      BlocklistMetrics metrics) {
    downloads.forEach(one -> this.downloads.add(new Scheduled(one)));
    this.refresh = refresh;
    this.retry = retry;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * @throws IllegalArgumentException with a sentence for a URL that is not HTTP
   */
  static BlocklistDownload download(
      String url, Path directory, BlocklistFiles.Limits limits, BlocklistDownload.Web web) {
    URI uri = URI.create(url);
    if (!Redirects.isWeb(uri)) {
      throw new IllegalArgumentException(
          "tapline.report.blocklist.urls: %s is no http or https URL".formatted(url));
    }
    UUID id = UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8));
    String name = uri.getHost() + '-' + id.toString().substring(0, 8);
    return new BlocklistDownload(uri, directory.resolve(name), limits, web);
  }

  /** Fetches what is due, one after the other. */
  void fetchDue() throws InterruptedException {
    for (Scheduled one : downloads) {
      if (!clock.instant().isBefore(one.due)) {
        fetch(one);
      }
    }
    trouble =
        downloads.stream().map(one -> one.failure).filter(f -> !f.isEmpty()).findFirst().orElse("");
  }

  private void fetch(Scheduled one) throws InterruptedException {
    try {
      Outcome outcome = one.download.fetch();
      metrics.fetched(outcome.name().toLowerCase(Locale.ROOT));
      one.failure = "";
      one.due = clock.instant().plus(refresh);
    } catch (IOException e) {
      failed(one, e);
    }
  }

  private void failed(Scheduled one, IOException e) {
    metrics.fetched("failed");
    if (e instanceof RedirectRefused) {
      metrics.redirectRefused();
    }
    String failure = one.download.url() + ": " + e.getMessage();
    if (one.failure.isEmpty()) {
      LOG.warnf("The blocklist %s; the last good one stays in force", failure);
    }
    one.failure = failure;
    one.due = clock.instant().plus(retry.compareTo(refresh) < 0 ? retry : refresh);
  }

  /** What is wrong with a URL; empty when all were fetched. */
  String trouble() {
    return trouble;
  }
}
