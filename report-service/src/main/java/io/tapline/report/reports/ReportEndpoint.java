package io.tapline.report.reports;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.tapline.report.Reason;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetChangeResponse;
import io.tapline.report.v1.GetLongRequest;
import io.tapline.report.v1.GetLongResponse;
import io.tapline.report.v1.GetMatrixRequest;
import io.tapline.report.v1.GetMatrixResponse;
import io.tapline.report.v1.GetPercentileRequest;
import io.tapline.report.v1.GetPercentileResponse;
import io.tapline.report.v1.GetQualityRequest;
import io.tapline.report.v1.GetQualityResponse;
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
import java.util.Arrays;
import java.util.function.Supplier;

/** The reports over gRPC. */
@GrpcService
public class ReportEndpoint implements ReportService {
  private static final NamedPages<Report> PAGES =
      new NamedPages<>("reports", Report::title, Reason.PAGES);

  private final AskedReports reports;

  public ReportEndpoint(AskedReports reports) {
    this.reports = reports;
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
    return answer(() -> ReportMessages.message(reports.serviceSummary(request)));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetTopTalkersResponse> getTopTalkers(GetTopTalkersRequest request) {
    return answer(() -> ReportMessages.message(reports.topTalkers(request)));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetTrafficOverTimeResponse> getTrafficOverTime(GetTrafficOverTimeRequest request) {
    return answer(() -> ReportMessages.message(reports.trafficOverTime(request)));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetTopResponse> getTop(GetTopRequest request) {
    return answer(() -> GroupMessages.message(reports.top(request)));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetPercentileResponse> getPercentile(GetPercentileRequest request) {
    return answer(() -> GroupMessages.message(reports.percentile(request)));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetChangeResponse> getChange(GetChangeRequest request) {
    return answer(
        () ->
            GroupMessages.message(
                reports.change(request), ReportMessages.by(request.getMeasure())));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetMatrixResponse> getMatrix(GetMatrixRequest request) {
    return answer(() -> CrossMessages.message(reports.matrix(request)));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetLongResponse> getLong(GetLongRequest request) {
    return answer(() -> CrossMessages.message(reports.longConnections(request)));
  }

  @Override
  @RunOnVirtualThread
  public Uni<GetQualityResponse> getQuality(GetQualityRequest request) {
    return answer(() -> CrossMessages.message(reports.quality(request)));
  }

  private static <T> Uni<T> answer(Supplier<T> work) {
    return Uni.createFrom()
        .item(work)
        .onFailure()
        .transform(failure -> Statuses.of(failure, Reason.INTERNAL));
  }
}
