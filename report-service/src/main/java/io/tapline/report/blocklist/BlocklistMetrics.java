package io.tapline.report.blocklist;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** Counters of the blocklists. */
final class BlocklistMetrics {
  private final MeterRegistry registry;
  private final AtomicLong lists;
  private final AtomicLong entries;
  private final AtomicLong unreadable;

  BlocklistMetrics(MeterRegistry registry) {
    this.registry = registry;
    lists = registry.gauge("tapline.report.blocklist.lists", new AtomicLong());
    entries = registry.gauge("tapline.report.blocklist.entries", new AtomicLong());
    unreadable = registry.gauge("tapline.report.blocklist.unreadable.lines", new AtomicLong());
  }

  /** The lists in force. */
  void loaded(Blocklists now) {
    lists.set(now.lists().size());
    entries.set(now.entries());
    unreadable.set(now.unreadableLines());
  }

  /** A file could not be read. */
  void fileFailed() {
    registry.counter("tapline.report.blocklist.file.failures").increment();
  }

  /** {@code tapline.report.blocklist.redirects.refused}: a redirection was not followed. */
  void redirectRefused() {
    registry.counter("tapline.report.blocklist.redirects.refused").increment();
  }

  /**
   * A URL was asked.
   *
   * @param outcome {@code new}, {@code unchanged}, {@code failed}
   */
  void fetched(String outcome) {
    registry.counter("tapline.report.blocklist.fetches", "outcome", outcome).increment();
  }
}
