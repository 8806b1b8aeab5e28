package io.tapline.report.render;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tapline.report.Reason;
import io.tapline.report.reports.AskedReports;
import io.tapline.report.v1.ReportPageService;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.StreamReportPageResponse;
import io.tapline.rpc.grpc.Statuses;

/** The reports as documents over gRPC. */
@GrpcService
public class PageEndpoint implements ReportPageService {
  private final AskedReports reports;

  public PageEndpoint(AskedReports reports) {
    this.reports = reports;
  }

  @Override
  @RunOnVirtualThread
  public Multi<StreamReportPageResponse> streamReportPage(StreamReportPageRequest request) {
    return Uni.createFrom()
        .item(() -> PageMessages.answer(request, reports))
        .onFailure()
        .transform(failure -> Statuses.of(failure, Reason.INTERNAL))
        .onItem()
        .transformToMulti(messages -> Multi.createFrom().iterable(messages));
  }
}
