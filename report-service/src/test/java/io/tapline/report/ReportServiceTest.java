package io.tapline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.report.v1.DetectionService;
import io.tapline.report.v1.Finding;
import io.tapline.report.v1.FindingOutcome;
import io.tapline.report.v1.GetServiceSummaryRequest;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.GetTrafficOverTimeRequest;
import io.tapline.report.v1.ListDetectionsRequest;
import io.tapline.report.v1.ListReportsRequest;
import io.tapline.report.v1.ListSchedulesRequest;
import io.tapline.report.v1.ReportDescription;
import io.tapline.report.v1.ReportService;
import io.tapline.report.v1.RunDetectionsRequest;
import io.tapline.report.v1.RunDetectionsResponse;
import io.tapline.report.v1.ScheduleService;
import io.tapline.report.v1.TalkerMeasure;
import io.tapline.report.v1.TalkerSide;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.testing.ListContract;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The service as it runs, over a log of two scans. */
@QuarkusTest
@QuarkusTestResource(FakeUpstream.class)
class ReportServiceTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @SuppressWarnings("NullAway.Init") // set by the test extension
  @TestHTTPResource("/")
  URI root;

  @SuppressWarnings("NullAway.Init") // set by the test extension
  @GrpcClient("report")
  ReportService reports;

  @SuppressWarnings("NullAway.Init") // set by the test extension
  @GrpcClient("report")
  DetectionService detections;

  @SuppressWarnings("NullAway.Init") // set by the test extension
  @GrpcClient("report")
  ScheduleService schedules;

  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return MAPPER.readTree(get(path).body());
  }

  @Test
  void the_console_and_its_charts_are_served_with_headers_that_forbid_other_hosts()
      throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.body()).contains("<title>Tapline</title>");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'")
        .contains("frame-ancestors 'none'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(get("/console/main.js").statusCode()).isEqualTo(200);
    assertThat(get("/console/echarts/echarts.esm.min.js").statusCode()).isEqualTo(200);
  }

  @Test
  void status_says_how_far_the_log_reaches_and_what_was_lost() throws Exception {
    JsonNode status = json("/api/status");
    assertThat(status.path("connections").asLong()).isEqualTo(4_360);
    assertThat(status.path("first_start").asText()).startsWith("2026-03-02T09:10");
    assertThat(status.path("lost").path("frames").asLong()).isEqualTo(42);
    assertThat(json("/api/sources").path("sources").path(0).path("lost_frames").asLong())
        .isEqualTo(42);
  }

  @Test
  void the_fields_of_filters_are_those_of_the_log() throws Exception {
    JsonNode field = json("/api/fields").path("fields").path(0);
    assertThat(field.path("name").asText()).isEqualTo("protocol");
    assertThat(field.path("values").path(0).asText()).isEqualTo("tcp");
  }

  @Test
  void what_was_not_covered_and_the_filters_remarks_are_data() throws Exception {
    JsonNode completeness = json("/api/services").path("completeness");
    assertThat(completeness.path("state").asText()).isEqualTo("lossy");
    assertThat(completeness.path("uncovered").isArray()).isTrue();
    assertThat(completeness.path("filter_remarks").isArray()).isTrue();
  }

  @Test
  void the_series_of_a_scope_add_up_to_its_services() throws Exception {
    long connections = 0;
    for (JsonNode series : json("/api/series").path("series")) {
      for (JsonNode value : series.path("connections")) {
        connections += value.asLong();
      }
    }
    JsonNode total = json("/api/services").path("total");
    assertThat(connections).isEqualTo(total.path("connections").asLong()).isEqualTo(4_360);
  }

  @Test
  void a_filter_narrows_talkers_and_connections_alike() throws Exception {
    String filter = "?filter=server_port%20%3D%2023";
    JsonNode talkers = json("/api/talkers" + filter);
    assertThat(talkers.path("rows").path(0).path("host").asText()).isEqualTo("192.168.10.77");
    assertThat(talkers.path("rows").path(0).path("peers").asInt()).isEqualTo(120);
    JsonNode page = json("/api/connections" + filter + "&page_size=50");
    assertThat(page.path("rows")).hasSize(50);
    assertThat(page.path("next_page_token").asText()).isNotEmpty();
    assertThat(page.path("rows").path(0).path("conn_state").asText()).isEqualTo("S0");
  }

  @Test
  void what_matches_is_counted_and_exported_as_a_file() throws Exception {
    String filter = "?filter=client%20%3D%20192.168.10.77%20AND%20server_port%20%3D%2023";
    assertThat(json("/api/connections/count" + filter).path("connections").asLong()).isEqualTo(120);
    String columns = filter + "&columns=client,server_port,hostname,tunnel";
    HttpResponse<String> csv = get("/api/connections/export" + columns);
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"connections.csv\"");
    assertThat(csv.body().lines())
        .hasSize(121)
        .startsWith("client,server_port,hostname,tunnel", "192.168.10.77,23,,");
    assertThat(get("/api/connections/export" + columns + "&format=json").body().lines())
        .hasSize(120)
        .allMatch(line -> line.startsWith("{\"client\":\"192.168.10.77\",\"server_port\":23"));
  }

  @Test
  void an_export_of_a_wrong_filter_or_column_is_a_problem() throws Exception {
    HttpResponse<String> filter = get("/api/connections/export?filter=client%20%3D%201%20%29");
    assertThat(MAPPER.readTree(filter.body()).path("reason").asText()).isEqualTo("INVALID_FILTER");
    HttpResponse<String> column = get("/api/connections/export?columns=client,colour");
    assertThat(column.statusCode()).isEqualTo(400);
    assertThat(MAPPER.readTree(column.body()).path("detail").asText()).contains("colour");
  }

  @Test
  void a_filter_that_cannot_be_read_is_a_problem_with_its_position() throws Exception {
    HttpResponse<String> answer = get("/api/services?filter=client%20%3D%201%20%29");
    JsonNode problem = MAPPER.readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(problem.path("reason").asText()).isEqualTo("INVALID_FILTER");
    assertThat(problem.path("metadata").path("position").asText()).isEqualTo("12");
  }

  @Test
  void an_event_leads_to_exactly_its_connections() throws Exception {
    detections.runDetections(day(false)).await().indefinitely();
    JsonNode event = json("/api/events").path("rows").path(0);
    String question =
        "?from=%s&to=%s&filter=%s&page_size=1000"
            .formatted(
                event.path("from").asText(),
                event.path("to").asText(),
                URLEncoder.encode(event.path("filter").asText(), StandardCharsets.UTF_8));
    assertThat(json("/api/connections" + question).path("rows")).hasSize(120);
    assertThat(json("/api/events/" + event.path("id").asText()).path("idea_json").asText())
        .contains("\"Format\":\"IDEA0\"");
  }

  @Test
  void an_event_that_does_not_exist_is_not_found() throws Exception {
    assertThat(get("/api/events/nonsense").statusCode()).isEqualTo(404);
  }

  @Test
  void a_dry_run_says_what_would_be_found_and_a_repeat_says_known() {
    RunDetectionsResponse dry = detections.runDetections(day(true)).await().indefinitely();
    assertThat(dry.getFindingsList())
        .extracting(Finding::getOutcome)
        .containsOnly(FindingOutcome.FINDING_OUTCOME_UNSPECIFIED)
        .hasSize(3);
    detections.runDetections(day(false)).await().indefinitely();
    RunDetectionsResponse again = detections.runDetections(day(false)).await().indefinitely();
    assertThat(again.getFindingsList())
        .extracting(Finding::getOutcome)
        .containsOnly(FindingOutcome.FINDING_OUTCOME_KNOWN)
        .hasSize(3);
  }

  private static RunDetectionsRequest day(boolean dryRun) {
    return RunDetectionsRequest.newBuilder()
        .setInterval(
            IntervalMessages.interval(FakeUpstream.END.minus(Duration.ofDays(1)), FakeUpstream.END))
        .setDryRun(dryRun)
        .build();
  }

  @Test
  void an_interval_that_is_too_long_is_refused_with_its_reason() {
    RunDetectionsRequest request =
        day(true).toBuilder()
            .setInterval(IntervalMessages.interval(Instant.EPOCH, FakeUpstream.END))
            .build();
    assertThatThrownBy(() -> detections.runDetections(request).await().indefinitely())
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(reason(e)).isEqualTo("INVALID_INTERVAL"));
  }

  @Test
  void the_logs_refusal_reaches_a_grpc_caller_unchanged() {
    GetServiceSummaryRequest request =
        GetServiceSummaryRequest.newBuilder().setFilter("client = 1 )").build();
    assertThatThrownBy(() -> reports.getServiceSummary(request).await().indefinitely())
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(reason(e)).isEqualTo("INVALID_FILTER"));
  }

  private static String reason(StatusRuntimeException e) {
    return Statuses.refusal(e).reason().name();
  }

  @Test
  void reports_over_grpc_carry_rows_and_completeness() {
    var services =
        reports
            .getServiceSummary(GetServiceSummaryRequest.getDefaultInstance())
            .await()
            .indefinitely();
    assertThat(services.getTotal().getConnections()).isEqualTo(4_360);
    assertThat(services.getCompleteness().getLostFrames()).isEqualTo(42);
    var talkers =
        reports
            .getTopTalkers(
                GetTopTalkersRequest.newBuilder()
                    .setSide(TalkerSide.TALKER_SIDE_CLIENT)
                    .setMeasure(TalkerMeasure.TALKER_MEASURE_CONNECTIONS)
                    .setLimit(3)
                    .build())
            .await()
            .indefinitely();
    assertThat(talkers.getRowsList()).hasSize(3);
    var traffic =
        reports
            .getTrafficOverTime(GetTrafficOverTimeRequest.getDefaultInstance())
            .await()
            .indefinitely();
    assertThat(traffic.getBucketStartTimesCount()).isBetween(60, 300);
    assertThat(traffic.getSeriesList())
        .allSatisfy(
            series ->
                assertThat(series.getBytesCount()).isEqualTo(traffic.getBucketStartTimesCount()));
    assertThat(
            reports
                .listReports(ListReportsRequest.getDefaultInstance())
                .await()
                .indefinitely()
                .getReportsList())
        .extracting(ReportDescription::getName)
        .containsExactly(
            "change",
            "long",
            "matrix",
            "percentile",
            "quality",
            "service-summary",
            "top",
            "top-talkers",
            "traffic-over-time");
  }

  @Test
  void reports_and_detections_have_pages() {
    ListContract.check(
        request -> reports.listReports(request).await().indefinitely(),
        ListReportsRequest.getDefaultInstance());
    ListContract.check(
        request -> detections.listDetections(request).await().indefinitely(),
        ListDetectionsRequest.getDefaultInstance());
  }

  @Test
  void a_parameter_that_cannot_be_read_is_named() throws Exception {
    JsonNode problem = json("/api/services?from=yesterday");
    assertThat(problem.path("reason").asText()).isEqualTo("INVALID_PARAMETER");
    assertThat(problem.path("violations").path(0).path("field").asText()).isEqualTo("from");
  }

  @Test
  void without_a_database_schedules_say_what_to_set_and_all_else_works() throws Exception {
    assertThatThrownBy(
            () ->
                schedules
                    .listSchedules(ListSchedulesRequest.getDefaultInstance())
                    .await()
                    .indefinitely())
        .satisfies(
            e ->
                assertThat(Statuses.refusal(e).reason().name())
                    .isEqualTo("SCHEDULES_NEED_DATABASE"));
    assertThat(get("/q/health/ready").body()).contains("\"no database\"");
  }
}
