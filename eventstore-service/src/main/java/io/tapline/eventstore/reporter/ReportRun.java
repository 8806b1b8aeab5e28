package io.tapline.eventstore.reporter;

import io.tapline.eventstore.idea.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a window: Mentat's result map.
 *
 * @param summaryLabel null: there was nothing to report
 * @param mailTo everyone who was sent a report
 */
public record ReportRun(
    String group,
    Severity severity,
    ReportWindow window,
    Instant runTime,
    RunCounts counts,
    @Nullable String summaryLabel,
    List<String> extraLabels,
    List<String> mailTo) {

  static ReportRun of(ReportMaker.Occasion occasion, RunCounts counts, List<Report> reports) {
    return new ReportRun(
        occasion.group().name(),
        occasion.severity(),
        occasion.window(),
        occasion.made(),
        counts,
        reports.isEmpty() ? null : reports.getFirst().label(),
        reports.stream().skip(1).map(Report::label).toList(),
        reports.stream().flatMap(one -> one.mailTo().stream()).distinct().sorted().toList());
  }
}
