package io.tapline.cli;

import static io.tapline.cli.Answers.answer;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.tapline.eventstore.v1.AbuseGroup;
import io.tapline.eventstore.v1.GetReportAttachmentRequest;
import io.tapline.eventstore.v1.GetReportAttachmentResponse;
import io.tapline.eventstore.v1.GetReportRequest;
import io.tapline.eventstore.v1.ListAbuseGroupsRequest;
import io.tapline.eventstore.v1.ListAbuseGroupsResponse;
import io.tapline.eventstore.v1.ListReportFiltersRequest;
import io.tapline.eventstore.v1.ListReportFiltersResponse;
import io.tapline.eventstore.v1.ListReportsRequest;
import io.tapline.eventstore.v1.ListReportsResponse;
import io.tapline.eventstore.v1.Report;
import io.tapline.eventstore.v1.ReportAttachment;
import io.tapline.eventstore.v1.ReportFilter;
import io.tapline.eventstore.v1.ReportRun;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import io.tapline.eventstore.v1.ResolveAbuseGroupRequest;
import io.tapline.eventstore.v1.ResolveAbuseGroupResponse;
import io.tapline.eventstore.v1.RunReportRequest;
import io.tapline.eventstore.v1.RunReportResponse;
import io.tapline.eventstore.v1.SetAbuseGroupRequest;
import io.tapline.eventstore.v1.SetReportFilterRequest;
import io.tapline.type.v1.Severity;
import java.util.ArrayList;
import java.util.List;

/** A reporting service with one report that remembers what it was asked to set and to run. */
final class FakeReporting extends ReportingServiceGrpc.ReportingServiceImplBase {
  static final String LABEL = "M20260726SL-HT9TC";
  static final String FILE = "security-report-M20260726SL-HT9TC.json";

  final List<AbuseGroup> groups = new ArrayList<>();
  final List<ReportFilter> filters = new ArrayList<>();
  RunReportRequest run = RunReportRequest.getDefaultInstance();
  int groupsWanted;
  String path = "20260726/" + FILE;

  private Report report() {
    return Report.newBuilder()
        .setLabel(LABEL)
        .setGroup("abuse@example.org")
        .setSeverity(Severity.SEVERITY_LOW)
        .setSubject("[" + LABEL + "] low - Notice")
        .setText("Dear colleagues.\n")
        .setEventCount(3)
        .addMailTo("abuse@example.org")
        .addAttachments(ReportAttachment.newBuilder().setName(FILE).setPath(path))
        .setRun(
            ReportRun.newBuilder()
                .setNewEventCount(5)
                .setFilterBlockedEventCount(2)
                .putFiltering("lab", 2)
                .setReportedEventCount(3))
        .build();
  }

  @Override
  public void setAbuseGroup(SetAbuseGroupRequest request, StreamObserver<AbuseGroup> answers) {
    groups.add(request.getGroup());
    answer(answers, request.getGroup());
  }

  /** One group a page. */
  @Override
  public void listAbuseGroups(
      ListAbuseGroupsRequest request, StreamObserver<ListAbuseGroupsResponse> answers) {
    groupsWanted = request.getPageSize();
    int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
    ListAbuseGroupsResponse.Builder response = ListAbuseGroupsResponse.newBuilder();
    groups.stream().skip(from).limit(1).forEach(response::addGroups);
    if (from + 1 < groups.size()) {
      response.setNextPageToken(Integer.toString(from + 1));
    }
    answer(answers, response.build());
  }

  @Override
  public void resolveAbuseGroup(
      ResolveAbuseGroupRequest request, StreamObserver<ResolveAbuseGroupResponse> answers) {
    boolean known = request.getAddress().startsWith("10.");
    answer(answers, ResolveAbuseGroupResponse.newBuilder().setGroup(known ? "ten" : "").build());
  }

  @Override
  public void setReportFilter(
      SetReportFilterRequest request, StreamObserver<ReportFilter> answers) {
    filters.add(request.getFilter());
    answer(answers, request.getFilter());
  }

  @Override
  public void listReportFilters(
      ListReportFiltersRequest request, StreamObserver<ListReportFiltersResponse> answers) {
    answer(answers, ListReportFiltersResponse.newBuilder().addAllFilters(filters).build());
  }

  @Override
  public void listReports(ListReportsRequest request, StreamObserver<ListReportsResponse> answers) {
    answer(answers, ListReportsResponse.newBuilder().addReports(report()).build());
  }

  @Override
  public void getReport(GetReportRequest request, StreamObserver<Report> answers) {
    if (request.getLabel().equals(LABEL)) {
      answer(answers, report());
    } else {
      answers.onError(Status.NOT_FOUND.asRuntimeException());
    }
  }

  /** Four bytes a part. */
  @Override
  public void getReportAttachment(
      GetReportAttachmentRequest request, StreamObserver<GetReportAttachmentResponse> answers) {
    ByteString all = ByteString.copyFromUtf8("[{\"ID\": 1}]");
    int from = (int) Math.min(request.getOffset(), all.size());
    answer(
        answers,
        GetReportAttachmentResponse.newBuilder()
            .setData(all.substring(from, Math.min(from + 4, all.size())))
            .build());
  }

  @Override
  public void runReport(RunReportRequest request, StreamObserver<RunReportResponse> answers) {
    run = request;
    RunReportResponse.Builder response = RunReportResponse.newBuilder().setRun(report().getRun());
    if (request.getGroup().equals("abuse@example.org")) {
      response.addReports(report());
    }
    answer(answers, response.build());
  }
}
