package io.tapline.report.schedule;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.type.Interval;
import io.smallrye.mutiny.Uni;
import io.tapline.report.IntervalMessages;
import io.tapline.report.Reason;
import io.tapline.report.UpstreamCall;
import io.tapline.report.document.ReportAnswer;
import io.tapline.report.log.Span;
import io.tapline.report.v1.ReportDefinition;
import io.tapline.report.v1.ReportService;
import java.time.Duration;

/** Asks the reports of this service, as a client would. */
final class ScheduledReports implements Reporter {
  private final ReportService reports;
  private final Duration timeout;

  ScheduledReports(ReportService reports, Duration timeout) {
    this.reports = reports;
    this.timeout = timeout;
  }

  @Override
  public ReportAnswer ask(byte[] report, Span span) {
    ReportDefinition asked = definition(report);
    Interval when = IntervalMessages.interval(span.start(), span.end());
    return switch (asked.getReportCase()) {
      case SERVICE_SUMMARY ->
          AnswerMessages.answer(
              span,
              await(
                  reports.getServiceSummary(
                      asked.getServiceSummary().toBuilder().setInterval(when).build())));
      case TOP_TALKERS ->
          AnswerMessages.answer(
              span,
              await(
                  reports.getTopTalkers(
                      asked.getTopTalkers().toBuilder().setInterval(when).build())));
      case TRAFFIC_OVER_TIME ->
          AnswerMessages.answer(
              span,
              await(
                  reports.getTrafficOverTime(
                      asked.getTrafficOverTime().toBuilder().setInterval(when).build())));
      case TOP ->
          AnswerMessages.answer(
              span,
              asked.getTop().getColumnsList(),
              await(reports.getTop(asked.getTop().toBuilder().setInterval(when).build())));
      case PERCENTILE ->
          AnswerMessages.answer(
              span,
              await(
                  reports.getPercentile(
                      asked.getPercentile().toBuilder().setInterval(when).build())));
      case CHANGE ->
          AnswerMessages.answer(
              span,
              asked.getChange().getColumnsList(),
              await(reports.getChange(asked.getChange().toBuilder().setInterval(when).build())));
      case REPORT_NOT_SET -> throw ScheduleMessages.unknownReport();
    };
  }

  private static ReportDefinition definition(byte[] report) {
    try {
      return ReportDefinition.parseFrom(report);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a definition was written by another program", e);
    }
  }

  private <T> T await(Uni<T> answer) {
    return UpstreamCall.await(answer, timeout, Reason.LOG_UNAVAILABLE);
  }
}
