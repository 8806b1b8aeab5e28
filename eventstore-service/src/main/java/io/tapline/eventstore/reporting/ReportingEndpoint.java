package io.tapline.eventstore.reporting;

import static io.tapline.eventstore.Reason.INVALID_PAGE_SIZE;
import static io.tapline.eventstore.Reason.INVALID_PAGE_TOKEN;
import static io.tapline.eventstore.Reason.PAGE_TOKEN_MISMATCH;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.group.FilterRuleMessages;
import io.tapline.eventstore.group.FilterStore;
import io.tapline.eventstore.group.GroupNetworks.Network;
import io.tapline.eventstore.group.GroupStore;
import io.tapline.eventstore.group.ReportFilter;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.reporter.ReportStore;
import io.tapline.eventstore.reporter.Reporter;
import io.tapline.eventstore.reporting.ReportRequests.Page;
import io.tapline.eventstore.reporting.ReportRequests.Place;
import io.tapline.eventstore.v1.AbuseGroup;
import io.tapline.eventstore.v1.DeleteAbuseGroupRequest;
import io.tapline.eventstore.v1.DeleteAbuseGroupResponse;
import io.tapline.eventstore.v1.DeleteReportFilterRequest;
import io.tapline.eventstore.v1.DeleteReportFilterResponse;
import io.tapline.eventstore.v1.GetAbuseGroupRequest;
import io.tapline.eventstore.v1.GetReportAttachmentRequest;
import io.tapline.eventstore.v1.GetReportAttachmentResponse;
import io.tapline.eventstore.v1.GetReportRequest;
import io.tapline.eventstore.v1.ListAbuseGroupsRequest;
import io.tapline.eventstore.v1.ListAbuseGroupsResponse;
import io.tapline.eventstore.v1.ListReportFiltersRequest;
import io.tapline.eventstore.v1.ListReportFiltersResponse;
import io.tapline.eventstore.v1.ListReportRunsRequest;
import io.tapline.eventstore.v1.ListReportRunsResponse;
import io.tapline.eventstore.v1.ListReportsRequest;
import io.tapline.eventstore.v1.ListReportsResponse;
import io.tapline.eventstore.v1.Report;
import io.tapline.eventstore.v1.ReportingService;
import io.tapline.eventstore.v1.ResolveAbuseGroupRequest;
import io.tapline.eventstore.v1.ResolveAbuseGroupResponse;
import io.tapline.eventstore.v1.RunReportRequest;
import io.tapline.eventstore.v1.RunReportResponse;
import io.tapline.eventstore.v1.SetAbuseGroupRequest;
import io.tapline.eventstore.v1.SetReportFilterRequest;
import io.tapline.rpc.NamedPages;
import java.util.List;

/** The gRPC service of groups, filters and reports. */
@GrpcService
public class ReportingEndpoint implements ReportingService {
  /** Bytes of a file in one answer, at most. */
  private static final int PART_BYTES = 1 << 20;

  private static final NamedPages.Reasons PAGE_REASONS =
      new NamedPages.Reasons(INVALID_PAGE_SIZE, INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH);
  private static final NamedPages<io.tapline.eventstore.group.AbuseGroup> GROUPS =
      new NamedPages<>("groups", io.tapline.eventstore.group.AbuseGroup::name, PAGE_REASONS);

  private final EventstoreCall call;
  private final GroupStore groups;
  private final FilterStore filters;
  private final FilterRuleMessages rules;
  private final ReportStore reports;
  private final Reporter reporter;

  public ReportingEndpoint(
      EventstoreCall call,
      GroupStore groups,
      FilterStore filters,
      FilterRuleMessages rules,
      ReportStore reports,
      Reporter reporter) {
    this.call = call;
    this.groups = groups;
    this.filters = filters;
    this.rules = rules;
    this.reports = reports;
    this.reporter = reporter;
  }

  @Override
  public Uni<ListAbuseGroupsResponse> listAbuseGroups(ListAbuseGroupsRequest request) {
    return call.answer(
        () ->
            groups
                .list()
                .map(
                    all -> GROUPS.page(all.stream(), request.getPageSize(), request.getPageToken()))
                .map(
                    page ->
                        ListAbuseGroupsResponse.newBuilder()
                            .addAllGroups(
                                page.entries().stream().map(GroupMessages::message).toList())
                            .setNextPageToken(page.nextToken())
                            .build()));
  }

  @Override
  public Uni<AbuseGroup> getAbuseGroup(GetAbuseGroupRequest request) {
    return call.answer(() -> groups.get(request.getName()).map(GroupMessages::message));
  }

  @Override
  public Uni<AbuseGroup> setAbuseGroup(SetAbuseGroupRequest request) {
    return call.answer(
        () -> {
          io.tapline.eventstore.group.AbuseGroup group = GroupMessages.group(request.getGroup());
          return groups.set(group).replaceWith(() -> GroupMessages.message(group));
        });
  }

  @Override
  public Uni<DeleteAbuseGroupResponse> deleteAbuseGroup(DeleteAbuseGroupRequest request) {
    return call.answer(
        () ->
            groups
                .delete(request.getName())
                .replaceWith(DeleteAbuseGroupResponse.getDefaultInstance()));
  }

  @Override
  public Uni<ResolveAbuseGroupResponse> resolveAbuseGroup(ResolveAbuseGroupRequest request) {
    return call.answer(
        () -> {
          AddressRange address = QueryRequests.address("address", request.getAddress());
          return groups
              .networks()
              .map(networks -> networks.resolve(address).map(ReportingEndpoint::resolved))
              .map(found -> found.orElseGet(ResolveAbuseGroupResponse::getDefaultInstance));
        });
  }

  private static ResolveAbuseGroupResponse resolved(Network network) {
    return ResolveAbuseGroupResponse.newBuilder()
        .setGroup(network.group())
        .setNetwork(network.range().text())
        .build();
  }

  @Override
  public Uni<ListReportFiltersResponse> listReportFilters(ListReportFiltersRequest request) {
    return call.answer(
        () ->
            listed(request.getGroup())
                .map(
                    all ->
                        FilterMessages.PAGES.page(
                            all.stream(),
                            request.getPageSize(),
                            request.getPageToken(),
                            request.getGroup().getBytes(UTF_8)))
                .map(
                    page ->
                        ListReportFiltersResponse.newBuilder()
                            .addAllFilters(
                                page.entries().stream().map(FilterMessages::message).toList())
                            .setNextPageToken(page.nextToken())
                            .build()));
  }

  private Uni<List<ReportFilter>> listed(String group) {
    return group.isEmpty() ? filters.list() : filters.ofGroup(group);
  }

  @Override
  public Uni<io.tapline.eventstore.v1.ReportFilter> setReportFilter(
      SetReportFilterRequest request) {
    return call.answer(
        () ->
            filters
                .set(FilterMessages.filter(request.getFilter(), rules))
                .map(FilterMessages::message));
  }

  @Override
  public Uni<DeleteReportFilterResponse> deleteReportFilter(DeleteReportFilterRequest request) {
    return call.answer(
        () ->
            filters
                .delete(request.getGroup(), request.getName())
                .replaceWith(DeleteReportFilterResponse.getDefaultInstance()));
  }

  @Override
  public Uni<ListReportsResponse> listReports(ListReportsRequest request) {
    return call.answer(
        () -> {
          Page page =
              ReportRequests.page(
                  "reports",
                  request.getGroup(),
                  request.getSeverity(),
                  request.getPageSize(),
                  request.getPageToken());
          return reports
              .page(page.scope(), page.after().time(), page.after().name(), page.most())
              .map(found -> reports(found, page));
        });
  }

  private static ListReportsResponse reports(List<ReportStore.Listed> found, Page page) {
    return ListReportsResponse.newBuilder()
        .addAllReports(page.entries(found).stream().map(ReportMessages::listed).toList())
        .setNextPageToken(page.next(found, last -> new Place(last.createTime(), last.label())))
        .build();
  }

  @Override
  public Uni<Report> getReport(GetReportRequest request) {
    return call.answer(() -> reports.get(request.getLabel()).map(ReportMessages::report));
  }

  @Override
  public Uni<GetReportAttachmentResponse> getReportAttachment(GetReportAttachmentRequest request) {
    return call.answer(
        () ->
            reports
                .part(
                    request.getLabel(),
                    request.getName(),
                    ReportRequests.offset(request.getOffset()),
                    PART_BYTES)
                .map(ReportMessages::part));
  }

  @Override
  public Uni<ListReportRunsResponse> listReportRuns(ListReportRunsRequest request) {
    return call.answer(
        () -> {
          Page page =
              ReportRequests.page(
                  "runs",
                  request.getGroup(),
                  request.getSeverity(),
                  request.getPageSize(),
                  request.getPageToken());
          return reports
              .runs(page.scope(), page.after().time(), page.after().number(), page.most())
              .map(found -> runs(found, page));
        });
  }

  private static ListReportRunsResponse runs(List<ReportStore.NumberedRun> found, Page page) {
    return ListReportRunsResponse.newBuilder()
        .addAllRuns(page.entries(found).stream().map(one -> ReportMessages.run(one.run())).toList())
        .setNextPageToken(page.next(found, ReportingEndpoint::place))
        .build();
  }

  private static Place place(ReportStore.NumberedRun last) {
    return new Place(last.run().runTime(), Long.toString(last.number()));
  }

  /** Not on the event loop: a report is made step by step. */
  @Override
  public Uni<RunReportResponse> runReport(RunReportRequest request) {
    return call.answer(
        () -> {
          Reporter.AdHoc question = ReportRequests.adHoc(request);
          return Uni.createFrom()
              .item(() -> reporter.runAdHoc(question))
              .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
              .map(ReportMessages::response);
        });
  }
}
