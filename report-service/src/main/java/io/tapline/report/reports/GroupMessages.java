package io.tapline.report.reports;

import com.google.type.Interval;
import io.tapline.report.IntervalMessages;
import io.tapline.report.Reason;
import io.tapline.report.log.LogMessages;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import io.tapline.report.v1.ChangeKind;
import io.tapline.report.v1.ChangeRow;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetChangeResponse;
import io.tapline.report.v1.GetPercentileResponse;
import io.tapline.report.v1.GetTopResponse;
import io.tapline.report.v1.TopRow;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.time.Instant;
import java.util.List;

/** Messages of the reports over groups and bounded intervals. */
final class GroupMessages {
  private GroupMessages() {}

  /** An interval that needs both ends. */
  static Span span(Interval interval, String field) {
    Instant start = IntervalMessages.start(interval);
    Instant end = IntervalMessages.end(interval);
    if (start == null || end == null || !start.isBefore(end)) {
      throw Refusal.ofField(
          Reason.INVALID_INTERVAL, field, "`" + field + "` needs a start and a later end.");
    }
    return new Span(start, end);
  }

  static Change.Comparison comparison(GetChangeRequest request) {
    Scope scope =
        ReportMessages.scope(
            request.getInterval(), request.getFilter(), request.getIntervalMatch());
    return new Change.Comparison(
        span(request.getInterval(), "interval"),
        request.hasBaseline() ? span(request.getBaseline(), "baseline") : null,
        scope.started(),
        scope.filter(),
        request.getColumnsList(),
        ReportMessages.by(request.getMeasure()),
        kind(request.getKind()),
        request.getLimit());
  }

  private static Change.Kind kind(ChangeKind kind) {
    return switch (kind) {
      case CHANGE_KIND_UNSPECIFIED, CHANGE_KIND_ALL -> Change.Kind.ALL;
      case CHANGE_KIND_NEW -> Change.Kind.NEW;
      case CHANGE_KIND_VANISHED -> Change.Kind.VANISHED;
      case UNRECOGNIZED -> throw ReportMessages.unknown("kind");
    };
  }

  static GetTopResponse message(Top.Answer answer) {
    GetTopResponse.Builder response =
        GetTopResponse.newBuilder()
            .setOther(ReportMessages.message(answer.other()))
            .setTotal(ReportMessages.message(answer.total()))
            .setGroups(answer.groups())
            .setCompleteness(LogMessages.message(answer.completeness()));
    for (Top.Row row : answer.rows()) {
      response.addRows(
          TopRow.newBuilder()
              .addAllKeys(row.keys())
              .setTotals(ReportMessages.message(row.totals()))
              .setFilter(row.filter()));
    }
    return response.build();
  }

  static GetPercentileResponse message(Percentile.Answer answer) {
    GetPercentileResponse.Builder response =
        GetPercentileResponse.newBuilder()
            .setBitsPerSecond(answer.rate())
            .setMeanBitsPerSecond(answer.mean())
            .setMaxBitsPerSecond(answer.max())
            .setBins(answer.bins())
            .setInterval(interval(answer.interval()))
            .setCompleteness(LogMessages.message(answer.completeness()));
    if (answer.maxStart() != null) {
      response.setMaxStartTime(Timestamps.timestamp(answer.maxStart()));
    }
    return response.build();
  }

  private static Interval interval(Span span) {
    return IntervalMessages.interval(span.start(), span.end());
  }

  static GetChangeResponse message(Change.Answer answer, TopTalkers.By by) {
    Change.Row total = new Change.Row(List.of(), answer.now(), answer.before(), "");
    GetChangeResponse.Builder response =
        GetChangeResponse.newBuilder()
            .setTotal(message(total, by))
            .setGroups(answer.groups())
            .setBaseline(interval(answer.baseline()))
            .setCompleteness(LogMessages.message(answer.completeness()))
            .setBaselineCompleteness(LogMessages.message(answer.baselineCompleteness()));
    answer.rows().forEach(row -> response.addRows(message(row, by)));
    return response.build();
  }

  private static ChangeRow message(Change.Row row, TopTalkers.By by) {
    ChangeRow.Builder message =
        ChangeRow.newBuilder()
            .addAllKeys(row.keys())
            .setTotals(ReportMessages.message(Change.Row.orNone(row.now())))
            .setBaselineTotals(ReportMessages.message(Change.Row.orNone(row.before())))
            .setChange(row.by(by))
            .setFilter(row.filter());
    long before = by.of(Change.Row.orNone(row.before()));
    if (before > 0) {
      message.setChangePercent(100.0 * row.by(by) / before);
    }
    return message.build();
  }
}
