package io.tapline.eventstore.reporter;

import static io.tapline.eventstore.reporter.Blocking.await;
import static io.tapline.eventstore.reporter.ReportEvents.utc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Writes reports and runs in a transaction. Calls block. */
final class ReportWriter {
  private static final String REPORT =
      """
      INSERT INTO eventstore.report (label, summary_label, group_name, severity, source, create_time,
        window_start, window_end, subject, text, events, mail_to, classes)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""";

  private static final String FILE =
      """
      INSERT INTO eventstore.report_attachment (label, name, media_type, events, omitted, data)
      VALUES ($1, $2, $3, $4, $5, $6)""";

  private static final String RUN =
      """
      INSERT INTO eventstore.report_run (group_name, severity, window_start, window_end, run_time,
        result, new_events, filtered, filter_blocked, filtering, thresholded, threshold_blocked,
        relapsed, summary_label, extra_labels, mail_to)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)""";

  private final SqlConnection transaction;

  ReportWriter(SqlConnection transaction) {
    this.transaction = transaction;
  }

  void write(List<Report> reports) {
    for (Report report : reports) {
      await(transaction.preparedQuery(REPORT).execute(row(report)));
      report.files().forEach(file -> write(report.label(), file));
    }
  }

  private void write(String label, ReportFile file) {
    await(
        transaction
            .preparedQuery(FILE)
            .execute(
                Tuple.of(label, file.name(), file.mediaType(), file.events(), file.omitted())
                    .addValue(Buffer.buffer(file.data()))));
  }

  private static Tuple row(Report report) {
    return Tuple.tuple()
        .addValue(report.label())
        .addValue(report.summaryLabel())
        .addValue(report.group())
        .addValue(report.severity().name())
        .addValue(report.source())
        .addValue(utc(report.createTime()))
        .addValue(utc(report.window().start()))
        .addValue(utc(report.window().end()))
        .addValue(report.subject())
        .addValue(report.text())
        .addValue(report.events())
        .addValue(report.mailTo().toArray(String[]::new))
        .addValue(new JsonArray(ReportJson.write(report.classes())));
  }

  void write(ReportRun run) {
    RunCounts counts = run.counts();
    Tuple row =
        Tuple.of(run.group(), run.severity().name())
            .addValue(utc(run.window().start()))
            .addValue(utc(run.window().end()))
            .addValue(utc(run.runTime()))
            .addValue(run.summaryLabel() == null ? "SKIPPED_NO_EVENTS" : "REPORTED")
            .addValue(counts.newEvents())
            .addValue(counts.filtered())
            .addValue(counts.filterBlocked())
            .addValue(new JsonObject(ReportJson.write(counts.filtering())))
            .addValue(counts.thresholded())
            .addValue(counts.thresholdBlocked())
            .addValue(counts.relapsed())
            .addValue(run.summaryLabel())
            .addValue(run.extraLabels().toArray(String[]::new))
            .addValue(run.mailTo().toArray(String[]::new));
    await(transaction.preparedQuery(RUN).execute(row));
  }
}
