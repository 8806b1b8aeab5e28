package io.tapline.report.reports;

import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetLongRequest;
import io.tapline.report.v1.GetMatrixRequest;
import io.tapline.report.v1.GetPercentileRequest;
import io.tapline.report.v1.GetQualityRequest;
import io.tapline.report.v1.GetServiceSummaryRequest;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.GetTrafficOverTimeRequest;
import io.tapline.rpc.grpc.Timestamps;
import jakarta.inject.Singleton;

/** The reports as messages ask for them. Calls block; threads may share it. */
@Singleton
public class AskedReports {
  private final ServiceSummary services;
  private final TopTalkers talkers;
  private final TrafficOverTime traffic;
  private final Top top;
  private final Percentile percentile;
  private final Change change;
  private final Matrix matrix;
  private final LongConnections longest;
  private final Quality quality;

  public AskedReports(
      ServiceSummary services,
      TopTalkers talkers,
      TrafficOverTime traffic,
      Top top,
      Percentile percentile,
      Change change,
      Matrix matrix,
      LongConnections longest,
      Quality quality) {
    this.services = services;
    this.talkers = talkers;
    this.traffic = traffic;
    this.top = top;
    this.percentile = percentile;
    this.change = change;
    this.matrix = matrix;
    this.longest = longest;
    this.quality = quality;
  }

  public ServiceSummary.Answer serviceSummary(GetServiceSummaryRequest request) {
    return services.ask(
        ReportMessages.scope(
            request.getInterval(), request.getFilter(), request.getIntervalMatch()),
        request.getLimit());
  }

  public TopTalkers.Answer topTalkers(GetTopTalkersRequest request) {
    return talkers.ask(
        ReportMessages.scope(
            request.getInterval(), request.getFilter(), request.getIntervalMatch()),
        ReportMessages.side(request.getSide()),
        ReportMessages.by(request.getMeasure()),
        request.getLimit());
  }

  public TrafficOverTime.Answer trafficOverTime(GetTrafficOverTimeRequest request) {
    return traffic.ask(
        ReportMessages.scope(
            request.getInterval(), request.getFilter(), request.getIntervalMatch()),
        request.hasBucket() ? Timestamps.duration(request.getBucket()) : null,
        request.getServices());
  }

  public Top.Answer top(GetTopRequest request) {
    return top.ask(
        ReportMessages.scope(
            request.getInterval(), request.getFilter(), request.getIntervalMatch()),
        request.getColumnsList(),
        ReportMessages.by(request.getMeasure()),
        request.getLimit());
  }

  public Percentile.Answer percentile(GetPercentileRequest request) {
    return percentile.ask(
        GroupMessages.span(request.getInterval(), "interval"),
        request.getFilter(),
        request.getPercent());
  }

  public Change.Answer change(GetChangeRequest request) {
    return change.ask(GroupMessages.comparison(request));
  }

  public Matrix.Answer matrix(GetMatrixRequest request) {
    return matrix.ask(
        ReportMessages.scope(
            request.getInterval(), request.getFilter(), request.getIntervalMatch()),
        ReportMessages.sides(request));
  }

  public LongConnections.Answer longConnections(GetLongRequest request) {
    return longest.ask(
        ReportMessages.scope(
            request.getInterval(), request.getFilter(), request.getIntervalMatch()),
        request.getLimit());
  }

  public Quality.Answer quality(GetQualityRequest request) {
    return quality.ask(
        ReportMessages.scope(
            request.getInterval(), request.getFilter(), request.getIntervalMatch()),
        request.getColumnsList(),
        request.getLimit());
  }
}
