package io.tapline.report.reports;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.tapline.report.Reason;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetChangeResponse;
import io.tapline.report.v1.GetPercentileRequest;
import io.tapline.report.v1.GetPercentileResponse;
import io.tapline.report.v1.GetServiceSummaryRequest;
import io.tapline.report.v1.GetServiceSummaryResponse;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.GetTopResponse;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.GetTopTalkersResponse;
import io.tapline.report.v1.GetTrafficOverTimeRequest;
import io.tapline.report.v1.GetTrafficOverTimeResponse;
import io.tapline.report.v1.ListReportsRequest;
import io.tapline.report.v1.ListReportsResponse;
import io.tapline.report.v1.ReportService;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.rpc.grpc.Timestamps;
import java.util.Arrays;
import java.util.function.Supplier;

/** The reports over gRPC. */
@GrpcService
public class ReportEndpoint implements ReportService {
  private static final NamedPages<Report> PAGES =
      new NamedPages<>("reports", Report::title, Reason.PAGES);

  private final ServiceSummary services;
  private final TopTalkers talkers;
  private final TrafficOverTime traffic;
  private final Top top;
  private final Percentile percentile;
  private final Change change;

  public ReportEndpoint(
      ServiceSummary services,
      TopTalkers talkers,
      TrafficOverTime traffic,
      Top top,
      Percentile percentile,
      Change change) {
    this.services = services;
    this.talkers = talkers;
    this.traffic = traffic;
    this.top = top;
    this.percentile = percentile;
    this.change = change;
  }

  @Override
  @RunOnVirtualThread
  public Uni<ListReportsResponse> listReports(ListReportsRequest request) {
    return answer(
        () ->
            ReportMessages.message(
                PAGES.page(
                    Arrays.stream(Report.values()),
                    request.getPageSize(),
                    request.getPageToken())));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetServiceSummaryResponse> getServiceSummary(GetServiceSummaryRequest request) {
    return answer(
        () ->
            ReportMessages.message(
                services.ask(
                    ReportMessages.scope(
                        request.getInterval(), request.getFilter(), request.getIntervalMatch()),
                    request.getLimit())));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetTopTalkersResponse> getTopTalkers(GetTopTalkersRequest request) {
    return answer(
        () ->
            ReportMessages.message(
                talkers.ask(
                    ReportMessages.scope(
                        request.getInterval(), request.getFilter(), request.getIntervalMatch()),
                    ReportMessages.side(request.getSide()),
                    ReportMessages.by(request.getMeasure()),
                    request.getLimit())));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetTrafficOverTimeResponse> getTrafficOverTime(GetTrafficOverTimeRequest request) {
    return answer(
        () ->
            ReportMessages.message(
                traffic.ask(
                    ReportMessages.scope(
                        request.getInterval(), request.getFilter(), request.getIntervalMatch()),
                    request.hasBucket() ? Timestamps.duration(request.getBucket()) : null,
                    request.getServices())));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetTopResponse> getTop(GetTopRequest request) {
    return answer(
        () ->
            GroupMessages.message(
                top.ask(
                    ReportMessages.scope(
                        request.getInterval(), request.getFilter(), request.getIntervalMatch()),
                    request.getColumnsList(),
                    ReportMessages.by(request.getMeasure()),
                    request.getLimit())));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetPercentileResponse> getPercentile(GetPercentileRequest request) {
    return answer(
        () ->
            GroupMessages.message(
                percentile.ask(
                    GroupMessages.span(request.getInterval(), "interval"),
                    request.getFilter(),
                    request.getPercent())));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetChangeResponse> getChange(GetChangeRequest request) {
    return answer(
        () -> {
          Change.Comparison asked = GroupMessages.comparison(request);
          return GroupMessages.message(change.ask(asked), asked.by());
        });
  }

  private static <T> Uni<T> answer(Supplier<T> work) {
    return Uni.createFrom()
        .item(work)
        .onFailure()
        .transform(failure -> Statuses.of(failure, Reason.INTERNAL));
  }
}
