package io.tapline.report.reports;

import com.google.type.Interval;
import io.tapline.flowlog.v1.IntervalMatch;
import io.tapline.report.IntervalMessages;
import io.tapline.report.Reason;
import io.tapline.report.log.LogMessages;
import io.tapline.report.log.Scope;
import io.tapline.report.v1.GetMatrixRequest;
import io.tapline.report.v1.GetServiceSummaryResponse;
import io.tapline.report.v1.GetTopTalkersResponse;
import io.tapline.report.v1.GetTrafficOverTimeResponse;
import io.tapline.report.v1.ListReportsResponse;
import io.tapline.report.v1.ServiceSummaryRow;
import io.tapline.report.v1.TalkerMeasure;
import io.tapline.report.v1.TalkerSide;
import io.tapline.report.v1.TopTalkersRow;
import io.tapline.report.v1.TrafficSeries;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.util.Arrays;

/** Requests as values, answers as messages. */
public final class ReportMessages {
  private ReportMessages() {}

  public static Scope scope(Interval interval, String filter, IntervalMatch match) {
    return new Scope(
        IntervalMessages.start(interval), IntervalMessages.end(interval), isStarted(match), filter);
  }

  private static boolean isStarted(IntervalMatch match) {
    return switch (match) {
      case INTERVAL_MATCH_UNSPECIFIED, INTERVAL_MATCH_ACTIVE -> false;
      case INTERVAL_MATCH_STARTED -> true;
      case UNRECOGNIZED -> throw unknown("interval_match");
    };
  }

  public static TopTalkers.Side side(TalkerSide side) {
    return switch (side) {
      case TALKER_SIDE_UNSPECIFIED, TALKER_SIDE_CLIENT -> TopTalkers.Side.CLIENT;
      case TALKER_SIDE_SERVER -> TopTalkers.Side.SERVER;
      case UNRECOGNIZED -> throw unknown("side");
    };
  }

  public static TopTalkers.By by(TalkerMeasure measure) {
    return switch (measure) {
      case TALKER_MEASURE_UNSPECIFIED, TALKER_MEASURE_BYTES -> TopTalkers.By.BYTES;
      case TALKER_MEASURE_PACKETS -> TopTalkers.By.PACKETS;
      case TALKER_MEASURE_CONNECTIONS -> TopTalkers.By.CONNECTIONS;
      case UNRECOGNIZED -> throw unknown("measure");
    };
  }

  public static Matrix.Sides sides(GetMatrixRequest request) {
    return new Matrix.Sides(
        request.getRowColumn(),
        request.getColumnColumn(),
        by(request.getMeasure()),
        request.getRows(),
        request.getColumns());
  }

  static Refusal unknown(String field) {
    return Refusal.ofField(
        Reason.INVALID_PARAMETER, field, "`" + field + "` has a value that is not known here");
  }

  static ListReportsResponse message(NamedPages.Page<Report> page) {
    ListReportsResponse.Builder response =
        ListReportsResponse.newBuilder().setNextPageToken(page.nextToken());
    for (Report report : page.entries()) {
      response.addReportsBuilder().setName(report.title()).setDescription(report.description());
    }
    return response.build();
  }

  static GetServiceSummaryResponse message(ServiceSummary.Answer answer) {
    GetServiceSummaryResponse.Builder response =
        GetServiceSummaryResponse.newBuilder()
            .setTotal(message(answer.total()))
            .setCompleteness(LogMessages.message(answer.completeness()));
    answer.rows().forEach(row -> response.addRows(message(row)));
    return response.build();
  }

  private static ServiceSummaryRow message(ServiceSummary.Row row) {
    return ServiceSummaryRow.newBuilder()
        .setService(row.service())
        .setTotals(message(row.totals()))
        .setClients(row.clients())
        .setServers(row.servers())
        .setFirstStartTime(Timestamps.timestamp(row.firstStart()))
        .setLastEndTime(Timestamps.timestamp(row.lastEnd()))
        .build();
  }

  static GetTopTalkersResponse message(TopTalkers.Answer answer) {
    GetTopTalkersResponse.Builder response =
        GetTopTalkersResponse.newBuilder()
            .setTotal(message(answer.total()))
            .setCompleteness(LogMessages.message(answer.completeness()));
    for (TopTalkers.Row row : answer.rows()) {
      response.addRows(
          TopTalkersRow.newBuilder()
              .setHost(row.host())
              .setTotals(message(row.totals()))
              .setPeers(row.peers()));
    }
    return response.build();
  }

  static GetTrafficOverTimeResponse message(TrafficOverTime.Answer answer) {
    GetTrafficOverTimeResponse.Builder response =
        GetTrafficOverTimeResponse.newBuilder()
            .setBucket(Timestamps.duration(answer.bucket()))
            .setCompleteness(LogMessages.message(answer.completeness()));
    answer.starts().forEach(start -> response.addBucketStartTimes(Timestamps.timestamp(start)));
    answer.series().forEach(series -> response.addSeries(message(series)));
    return response.build();
  }

  private static TrafficSeries message(TrafficOverTime.Series series) {
    return TrafficSeries.newBuilder()
        .setService(series.service())
        .addAllBytes(Arrays.stream(series.bytes()).boxed().toList())
        .addAllConnections(Arrays.stream(series.connections()).boxed().toList())
        .build();
  }

  static io.tapline.report.v1.Totals message(Totals totals) {
    return io.tapline.report.v1.Totals.newBuilder()
        .setConnections(totals.connections())
        .setPackets(totals.packets())
        .setBytes(totals.bytes())
        .build();
  }
}
