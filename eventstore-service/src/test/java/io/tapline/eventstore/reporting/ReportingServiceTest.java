package io.tapline.eventstore.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.PostgresResource;
import io.tapline.eventstore.v1.AbuseGroup;
import io.tapline.eventstore.v1.DeleteAbuseGroupRequest;
import io.tapline.eventstore.v1.DeleteReportFilterRequest;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.GetAbuseGroupRequest;
import io.tapline.eventstore.v1.GetReportAttachmentRequest;
import io.tapline.eventstore.v1.GetReportAttachmentResponse;
import io.tapline.eventstore.v1.GetReportRequest;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.ListAbuseGroupsRequest;
import io.tapline.eventstore.v1.ListAbuseGroupsResponse;
import io.tapline.eventstore.v1.ListReportFiltersRequest;
import io.tapline.eventstore.v1.ListReportRunsRequest;
import io.tapline.eventstore.v1.ListReportRunsResponse;
import io.tapline.eventstore.v1.ListReportsRequest;
import io.tapline.eventstore.v1.ListReportsResponse;
import io.tapline.eventstore.v1.Report;
import io.tapline.eventstore.v1.ReportAttachments;
import io.tapline.eventstore.v1.ReportFilter;
import io.tapline.eventstore.v1.ReportMode;
import io.tapline.eventstore.v1.ReportRecipients;
import io.tapline.eventstore.v1.ReportResult;
import io.tapline.eventstore.v1.ReportSettings;
import io.tapline.eventstore.v1.ReportTiming;
import io.tapline.eventstore.v1.ReportingServiceGrpc.ReportingServiceBlockingStub;
import io.tapline.eventstore.v1.ResolveAbuseGroupRequest;
import io.tapline.eventstore.v1.RunReportRequest;
import io.tapline.eventstore.v1.RunReportResponse;
import io.tapline.eventstore.v1.SetAbuseGroupRequest;
import io.tapline.eventstore.v1.SetReportFilterRequest;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.testing.ListContract;
import io.tapline.type.v1.Severity;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups, filters and reports as clients see them: over gRPC, on a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReportingServiceTest {
  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  ReportingServiceBlockingStub reporting;

  private final String group = Ideas.unique("abuse") + "@example.org";

  @BeforeEach
  void noOtherGroups() {
    ListAbuseGroupsResponse all =
        reporting.listAbuseGroups(ListAbuseGroupsRequest.getDefaultInstance());
    all.getGroupsList().forEach(one -> delete(one.getName()));
  }

  private void delete(String name) {
    assertThat(
            reporting
                .deleteAbuseGroup(DeleteAbuseGroupRequest.newBuilder().setName(name).build())
                .getSerializedSize())
        .isZero();
  }

  private AbuseGroup set(AbuseGroup wanted) {
    return reporting.setAbuseGroup(SetAbuseGroupRequest.newBuilder().setGroup(wanted).build());
  }

  private AbuseGroup group(String name, String... networks) {
    return AbuseGroup.newBuilder().setName(name).addAllNetworks(List.of(networks)).build();
  }

  private static void assertRefused(String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .satisfies(e -> assertThat(Statuses.refusal(e).reason().name()).isEqualTo(reason));
  }

  @Test
  void a_group_reads_back_as_it_was_set_with_its_defaults() {
    ReportSettings settings =
        ReportSettings.newBuilder()
            .setMode(ReportMode.REPORT_MODE_BOTH)
            .setAttachments(ReportAttachments.REPORT_ATTACHMENTS_ALL)
            .addTimings(
                ReportTiming.newBuilder()
                    .setSeverity(Severity.SEVERITY_LOW)
                    .setPeriod(Duration.newBuilder().setSeconds(3_600))
                    .setThreshold(Duration.newBuilder().setSeconds(86_400)))
            .setReportInfo(true)
            .setCompress(true)
            .setMaxAttachmentBytes(1_000)
            .addRecipients(ReportRecipients.newBuilder().addAddresses("all@example.org"))
            .addRecipients(
                ReportRecipients.newBuilder()
                    .setSeverity(Severity.SEVERITY_HIGH)
                    .addAddresses("high@example.org"))
            .setLocale("cs")
            .setTimeZone("Europe/Prague")
            .build();
    AbuseGroup wanted =
        group(group, "10.0.0.0/8", "2001:db8::1").toBuilder().setSettings(settings).build();
    assertThat(set(wanted)).isEqualTo(wanted);
    assertThat(reporting.getAbuseGroup(GetAbuseGroupRequest.newBuilder().setName(group).build()))
        .isEqualTo(wanted);
    ReportSettings defaults = set(group(group)).getSettings();
    assertThat(defaults)
        .isEqualTo(
            ReportSettings.newBuilder()
                .setMode(ReportMode.REPORT_MODE_SUMMARY)
                .setAttachments(ReportAttachments.REPORT_ATTACHMENTS_JSON)
                .setMaxAttachmentBytes(10_485_760)
                .setLocale("en")
                .setTimeZone("UTC")
                .build());
  }

  @Test
  void what_is_no_group_is_refused_with_its_field() {
    assertRefused("INVALID_GROUP", () -> set(group("with blank")));
    assertRefused("INVALID_GROUP", () -> set(group(group, "10.0.0.0/8", "10.0.0.1/8")));
    assertRefused("INVALID_ADDRESS", () -> set(group(group, "10.0.0.0/33")));
    for (ReportSettings wrong :
        new ReportSettings[] {
          ReportSettings.newBuilder().setLocale("xx").build(),
          ReportSettings.newBuilder().setTimeZone("Mars").build(),
          ReportSettings.newBuilder().setMaxAttachmentBytes(-1).build(),
          ReportSettings.newBuilder().addRedirectTo("no address").build(),
          ReportSettings.newBuilder().addRedirectTo("Abuse <abuse@example.org>").build(),
          ReportSettings.newBuilder().addRedirectTo("dvořák@example.org").build(),
          ReportSettings.newBuilder().addRecipients(ReportRecipients.newBuilder()).build(),
          ReportSettings.newBuilder().addTimings(ReportTiming.newBuilder()).build()
        }) {
      AbuseGroup refused = group(group).toBuilder().setSettings(wrong).build();
      assertRefused("INVALID_GROUP", () -> set(refused));
    }
    assertRefused("GROUP_NOT_FOUND", () -> delete("nobody"));
  }

  @Test
  void a_network_belongs_to_one_group_and_the_smallest_decides() {
    String other = Ideas.unique("other");
    set(group(group, "10.0.0.0/8"));
    assertRefused("NETWORK_TAKEN", () -> set(group(other, "10.255.255.255/8")));
    set(group(other, "10.1.0.0/16"));
    assertThat(
            reporting
                .resolveAbuseGroup(
                    ResolveAbuseGroupRequest.newBuilder().setAddress("10.1.2.3").build())
                .getGroup())
        .isEqualTo(other);
    assertThat(
            reporting
                .resolveAbuseGroup(
                    ResolveAbuseGroupRequest.newBuilder().setAddress("192.0.2.1").build())
                .getGroup())
        .isEmpty();
    ListAbuseGroupsResponse first =
        reporting.listAbuseGroups(ListAbuseGroupsRequest.newBuilder().setPageSize(1).build());
    ListAbuseGroupsResponse second =
        reporting.listAbuseGroups(
            ListAbuseGroupsRequest.newBuilder().setPageToken(first.getNextPageToken()).build());
    assertThat(first.getGroups(0).getName()).isEqualTo(group);
    assertThat(second.getGroups(0).getName()).isEqualTo(other);
    assertThat(second.getNextPageToken()).isEmpty();
  }

  private ReportFilter set(ReportFilter filter) {
    return reporting.setReportFilter(SetReportFilterRequest.newBuilder().setFilter(filter).build());
  }

  @Test
  void a_filter_is_validated_when_it_is_set() {
    set(group(group, "10.0.0.0/8"));
    ReportFilter filter =
        ReportFilter.newBuilder()
            .setGroup(group)
            .setName("lab")
            .setValidToTime(Timestamp.newBuilder().setSeconds(2_000_000_000))
            .setRule(EventQuery.newBuilder().addSourceAddrs("10.0.0.0/24"))
            .setComment("why")
            .build();
    assertThat(set(filter)).isEqualTo(filter);
    assertThat(
            reporting
                .listReportFilters(ListReportFiltersRequest.newBuilder().setGroup(group).build())
                .getFiltersList())
        .containsExactly(filter);
    assertRefused("EMPTY_QUERY", () -> set(filter.toBuilder().clearRule().build()));
    assertRefused("GROUP_NOT_FOUND", () -> set(filter.toBuilder().setGroup("nobody").build()));
    assertRefused("INVALID_REPORT_FILTER", () -> set(filter.toBuilder().setName("a b").build()));
    assertRefused(
        "INVALID_ADDRESS",
        () -> set(filter.toBuilder().setRule(EventQuery.newBuilder().addHostAddrs("x")).build()));
    DeleteReportFilterRequest gone =
        DeleteReportFilterRequest.newBuilder().setGroup(group).setName("lab").build();
    assertThat(reporting.deleteReportFilter(gone).getSerializedSize()).isZero();
    assertRefused("REPORT_FILTER_NOT_FOUND", () -> reporting.deleteReportFilter(gone));
  }

  private RunReportResponse run(boolean dryRun) {
    return reporting.runReport(
        RunReportRequest.newBuilder()
            .setGroup(group)
            .setSeverity(Severity.SEVERITY_LOW)
            .setDryRun(dryRun)
            .setInterval(
                Interval.newBuilder()
                    .setStartTime(
                        Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() - 3_600)))
            .build());
  }

  @Test
  void a_report_that_was_run_is_listed_shown_and_read_part_by_part() {
    String id = Ideas.unique("reported");
    set(group(group, "10.77.0.0/16"));
    String json = Ideas.scan(id, "2026-03-01T12:00:00Z", id, "low", "10.77.0.5,192.0.2.1");
    assertThat(
            events
                .insertEvent(InsertEventRequest.newBuilder().setIdeaJson(json).build())
                .getEvent()
                .getId())
        .isEqualTo(id);
    Report dry = run(true).getReports(0);
    assertThat(dry.getText()).contains("10.77.0.5").doesNotContain("192.0.2.1");
    assertRefused("REPORT_NOT_FOUND", () -> get(dry.getLabel()));

    RunReportResponse stored = run(false);
    Report report = get(stored.getReports(0).getLabel());
    assertThat(report).isEqualTo(stored.getReports(0).toBuilder().setRun(stored.getRun()).build());
    assertThat(stored.getRun().getResult()).isEqualTo(ReportResult.REPORT_RESULT_REPORTED);
    assertThat(report.getClasses(0).getSources(0).getSource()).isEqualTo("10.77.0.5");

    ListReportsResponse list =
        reporting.listReports(
            ListReportsRequest.newBuilder().setGroup(group).setPageSize(1).build());
    assertThat(list.getReports(0).getLabel()).isEqualTo(report.getLabel());
    assertThat(list.getNextPageToken()).as("a full page that is the last").isEmpty();
    ListReportRunsResponse runs =
        reporting.listReportRuns(ListReportRunsRequest.newBuilder().setGroup(group).build());
    assertThat(runs.getRunsList()).containsExactly(stored.getRun());
    assertThat(run(false).getReportsCount()).isPositive();
    ListContract.check(
        reporting::listReports, ListReportsRequest.newBuilder().setGroup(group).build());
    ListContract.check(
        reporting::listReportRuns, ListReportRunsRequest.newBuilder().setGroup(group).build());

    String file = report.getAttachments(0).getName();
    assertThat(part(report.getLabel(), file, 0).getData().toStringUtf8())
        .isEqualTo("[\n" + json + "\n]\n");
    assertThat(part(report.getLabel(), file, 2).getData().size()).isEqualTo(json.length() + 3);
    assertThat(part(report.getLabel(), file, 1_000_000).getData().isEmpty()).isTrue();
    assertRefused("REPORT_NOT_FOUND", () -> part(report.getLabel(), "other", 0));
    assertRefused("INVALID_LIMIT", () -> part(report.getLabel(), file, -1));
  }

  private Report get(String label) {
    return reporting.getReport(GetReportRequest.newBuilder().setLabel(label).build());
  }

  private GetReportAttachmentResponse part(String label, String name, long offset) {
    return reporting.getReportAttachment(
        GetReportAttachmentRequest.newBuilder()
            .setLabel(label)
            .setName(name)
            .setOffset(offset)
            .build());
  }

  @Test
  void a_run_needs_a_group_a_severity_and_an_interval() {
    assertRefused("GROUP_NOT_FOUND", () -> run(true));
    set(group(group, "10.0.0.0/8"));
    RunReportRequest request =
        RunReportRequest.newBuilder().setGroup(group).setSeverity(Severity.SEVERITY_LOW).build();
    assertRefused(
        "INVALID_SEVERITY", () -> reporting.runReport(request.toBuilder().clearSeverity().build()));
    Timestamp past = Timestamp.newBuilder().setSeconds(1_000).build();
    assertRefused(
        "INVALID_INTERVAL",
        () ->
            reporting.runReport(
                request.toBuilder()
                    .setInterval(Interval.newBuilder().setStartTime(past).setEndTime(past))
                    .build()));
    assertThat(reporting.runReport(request).getRun().getResult())
        .isEqualTo(ReportResult.REPORT_RESULT_SKIPPED_NO_EVENTS);
    assertRefused(
        "INVALID_PAGE_TOKEN",
        () -> reporting.listReports(ListReportsRequest.newBuilder().setPageToken("x").build()));
  }
}
