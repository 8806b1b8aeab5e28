package io.tapline.report.render;

import com.google.protobuf.ByteString;
import com.google.type.Interval;
import io.tapline.flowlog.v1.IntervalMatch;
import io.tapline.report.Reason;
import io.tapline.report.log.LogMessages;
import io.tapline.report.reports.AskedReports;
import io.tapline.report.reports.Change;
import io.tapline.report.reports.LongConnections;
import io.tapline.report.reports.Matrix;
import io.tapline.report.reports.Percentile;
import io.tapline.report.reports.Quality;
import io.tapline.report.reports.ReportMessages;
import io.tapline.report.reports.ServiceSummary;
import io.tapline.report.reports.Top;
import io.tapline.report.reports.TopTalkers;
import io.tapline.report.reports.TrafficOverTime;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetLongRequest;
import io.tapline.report.v1.GetMatrixRequest;
import io.tapline.report.v1.GetPercentileRequest;
import io.tapline.report.v1.GetQualityRequest;
import io.tapline.report.v1.GetServiceSummaryRequest;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.GetTrafficOverTimeRequest;
import io.tapline.report.v1.PageFormat;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.StreamReportPageResponse;
import io.tapline.rpc.Refusal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Requests for documents answered, documents as messages. */
final class PageMessages {
  static final int CHUNK_BYTES = 1 << 16;

  private final AskedReports reports;
  private final ZoneId zone;

  private PageMessages(AskedReports reports, ZoneId zone) {
    this.reports = reports;
    this.zone = zone;
  }

  /** All messages of an answer. */
  static List<StreamReportPageResponse> answer(
      StreamReportPageRequest request, AskedReports reports) {
    RenderedReport.Format format = format(request.getFormat());
    RenderedReport document =
        new PageMessages(reports, zone(request.getTimeZone())).document(request);
    List<StreamReportPageResponse> messages = new ArrayList<>();
    ByteString bytes = ByteString.copyFromUtf8(document.text(format));
    for (int from = 0; from < bytes.size(); from += CHUNK_BYTES) {
      int to = Math.min(bytes.size(), from + CHUNK_BYTES);
      messages.add(
          StreamReportPageResponse.newBuilder().setData(bytes.substring(from, to)).build());
    }
    messages.add(
        StreamReportPageResponse.newBuilder()
            .setRows(document.rows())
            .setCompleteness(LogMessages.message(document.completeness()))
            .build());
    return messages;
  }

  private static RenderedReport.Format format(PageFormat format) {
    return switch (format) {
      case PAGE_FORMAT_UNSPECIFIED, PAGE_FORMAT_HTML -> RenderedReport.Format.HTML;
      case PAGE_FORMAT_SVG -> RenderedReport.Format.SVG;
      case UNRECOGNIZED -> throw refusal("format", "`format` has a value that is not known here");
    };
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.isEmpty() ? "UTC" : name);
    } catch (DateTimeException e) {
      throw refusal(
          "time_zone",
          "`time_zone`: there is no zone \"%s\"; expected one such as Europe/Prague"
              .formatted(name));
    }
  }

  private static Refusal refusal(String field, String sentence) {
    return Refusal.ofField(Reason.INVALID_PARAMETER, field, sentence);
  }

  private RenderedReport document(StreamReportPageRequest request) {
    return switch (request.getReportCase()) {
      case SERVICE_SUMMARY -> services(request.getServiceSummary());
      case TOP_TALKERS -> talkers(request.getTopTalkers());
      case TRAFFIC_OVER_TIME -> traffic(request.getTrafficOverTime());
      case TOP -> top(request.getTop());
      case PERCENTILE -> percentile(request.getPercentile());
      case CHANGE -> change(request.getChange());
      case MATRIX -> matrix(request.getMatrix());
      case LONG -> longConnections(request.getLong());
      case QUALITY -> quality(request.getQuality());
      case REPORT_NOT_SET -> throw refusal("report", "`report` must be one that is known here");
    };
  }

  private Question question(Interval interval, String filter, IntervalMatch match) {
    return new Question(ReportMessages.scope(interval, filter, match), zone);
  }

  private RenderedReport services(GetServiceSummaryRequest asked) {
    ServiceSummary.Answer answer = reports.serviceSummary(asked);
    Question question = question(asked.getInterval(), asked.getFilter(), asked.getIntervalMatch());
    return new RenderedReport(
        new GroupPages(question).services(answer), answer.rows().size(), answer.completeness());
  }

  private RenderedReport talkers(GetTopTalkersRequest asked) {
    TopTalkers.Answer answer = reports.topTalkers(asked);
    Question question = question(asked.getInterval(), asked.getFilter(), asked.getIntervalMatch());
    return new RenderedReport(
        new GroupPages(question)
            .talkers(
                answer,
                ReportMessages.side(asked.getSide()),
                ReportMessages.by(asked.getMeasure())),
        answer.rows().size(),
        answer.completeness());
  }

  private RenderedReport traffic(GetTrafficOverTimeRequest asked) {
    TrafficOverTime.Answer answer = reports.trafficOverTime(asked);
    Question question = question(asked.getInterval(), asked.getFilter(), asked.getIntervalMatch());
    return new RenderedReport(
        new TimePages(question).traffic(answer), answer.series().size(), answer.completeness());
  }

  private RenderedReport top(GetTopRequest asked) {
    Top.Answer answer = reports.top(asked);
    Question question = question(asked.getInterval(), asked.getFilter(), asked.getIntervalMatch());
    return new RenderedReport(
        new GroupPages(question)
            .top(answer, asked.getColumnsList(), ReportMessages.by(asked.getMeasure())),
        answer.rows().size(),
        answer.completeness());
  }

  private RenderedReport percentile(GetPercentileRequest asked) {
    Percentile.Answer answer = reports.percentile(asked);
    Question question =
        question(asked.getInterval(), asked.getFilter(), IntervalMatch.INTERVAL_MATCH_ACTIVE);
    return new RenderedReport(
        new TimePages(question).percentile(answer),
        Math.min(1, answer.max()),
        answer.completeness());
  }

  private RenderedReport change(GetChangeRequest asked) {
    Change.Answer answer = reports.change(asked);
    Question question = question(asked.getInterval(), asked.getFilter(), asked.getIntervalMatch());
    return new RenderedReport(
        new GroupPages(question)
            .change(answer, asked.getColumnsList(), ReportMessages.by(asked.getMeasure())),
        answer.rows().size(),
        answer.completeness());
  }

  private RenderedReport matrix(GetMatrixRequest asked) {
    Matrix.Answer answer = reports.matrix(asked);
    Question question = question(asked.getInterval(), asked.getFilter(), asked.getIntervalMatch());
    return new RenderedReport(
        new CrossPages(question).matrix(answer, ReportMessages.sides(asked)),
        answer.rows().size(),
        answer.completeness());
  }

  private RenderedReport longConnections(GetLongRequest asked) {
    LongConnections.Answer answer = reports.longConnections(asked);
    Question question = question(asked.getInterval(), asked.getFilter(), asked.getIntervalMatch());
    return new RenderedReport(
        new CrossPages(question).longConnections(answer),
        answer.rows().size(),
        answer.completeness());
  }

  private RenderedReport quality(GetQualityRequest asked) {
    Quality.Answer answer = reports.quality(asked);
    Question question = question(asked.getInterval(), asked.getFilter(), asked.getIntervalMatch());
    return new RenderedReport(
        new CrossPages(question).quality(answer), answer.rows().size(), answer.completeness());
  }
}
