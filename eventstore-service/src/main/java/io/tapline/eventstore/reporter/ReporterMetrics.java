package io.tapline.eventstore.reporter;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapline.eventstore.idea.Severity;

/** What the reporter did. */
public final class ReporterMetrics {
  private final MeterRegistry registry;

  public ReporterMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** {@code tapline.eventstore.reporter.reports}, by severity: reports made, extra ones too. */
  void reports(Severity severity, long reports) {
    registry
        .counter("tapline.eventstore.reporter.reports", "severity", ReportWords.severity(severity))
        .increment((double) reports);
  }

  /**
   * {@code tapline.eventstore.reporter.windows}, by result: windows done, {@code reported} or
   * {@code skipped-no-events}.
   */
  void window(boolean reported) {
    String result = reported ? "reported" : "skipped-no-events";
    registry.counter("tapline.eventstore.reporter.windows", "result", result).increment();
  }

  /** {@code tapline.eventstore.reporter.omitted}: sources without an extra report of their own. */
  void omitted(long sources) {
    registry.counter("tapline.eventstore.reporter.omitted").increment((double) sources);
  }

  /**
   * {@code tapline.eventstore.reporter.messages.omitted}: messages that were left out of a report's
   * file, because it would have been too large.
   */
  void messagesOmitted(long messages) {
    registry.counter("tapline.eventstore.reporter.messages.omitted").increment((double) messages);
  }

  /**
   * {@code tapline.eventstore.reporter.failures}: looks with windows that failed; the next look
   * does them.
   */
  void failed() {
    registry.counter("tapline.eventstore.reporter.failures").increment();
  }
}
