package io.tapline.cli.events;

import com.google.protobuf.Timestamp;
import io.tapline.cli.output.Column;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.eventstore.v1.Report;
import io.tapline.eventstore.v1.ReportAttachment;
import io.tapline.eventstore.v1.ReportRun;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reports as rows, and what became of a window as lines. */
final class ReportRows {
  private ReportRows() {}

  static List<Column<Report>> columns() {
    return List.of(
        time("create_time", Report::getCreateTime),
        Column.text("label", Report::getLabel),
        Column.text("group", Report::getGroup),
        Column.text("severity", report -> EventText.severity(report.getSeverity())),
        Column.text("source", Report::getSource).asOptional(),
        Column.count("event_count", Report::getEventCount),
        time("start_time", report -> report.getInterval().getStartTime()),
        time("end_time", report -> report.getInterval().getEndTime()),
        Column.text("mail_to", report -> String.join(" ", report.getMailToList())),
        Column.text("summary_label", Report::getSummaryLabel).asOptional(),
        Column.text("attachments", ReportRows::attachments),
        Column.text("subject", Report::getSubject));
  }

  private static String attachments(Report report) {
    return report.getAttachmentsList().stream()
        .map(ReportAttachment::getName)
        .collect(Collectors.joining(" "));
  }

  private static Column<Report> time(String name, Function<Report, Timestamp> time) {
    return IntervalOptions.column(name, time, ZoneOffset.UTC);
  }

  /** What became of the events of a window. */
  static void print(ReportRun run, PrintWriter out) {
    out.printf(
        "Events: %,d new, %,d kept out by filters, %,d kept back, %,d came back; %,d reported.%n",
        run.getNewEventCount(),
        run.getFilterBlockedEventCount(),
        run.getThresholdBlockedEventCount(),
        run.getRelapsedEventCount(),
        run.getReportedEventCount());
    new TreeMap<>(run.getFilteringMap())
        .forEach((filter, events) -> out.printf("  kept out by %s: %,d%n", filter, events));
  }
}
