package io.tapline.report.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapline.report.document.Document;
import io.tapline.report.document.DocumentFormat;
import io.tapline.report.document.ReportAnswer;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import io.tapline.report.reports.AskedReports;
import io.tapline.report.reports.Change;
import io.tapline.report.reports.LongConnections;
import io.tapline.report.reports.Matrix;
import io.tapline.report.reports.Percentile;
import io.tapline.report.reports.Quality;
import io.tapline.report.reports.ReportEndpoint;
import io.tapline.report.reports.ServiceSummary;
import io.tapline.report.reports.Top;
import io.tapline.report.reports.TopTalkers;
import io.tapline.report.reports.TrafficOverTime;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetPercentileRequest;
import io.tapline.report.v1.GetServiceSummaryRequest;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.GetTrafficOverTimeRequest;
import io.tapline.report.v1.ReportDefinition;
import io.tapline.rpc.Code;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduledReportsTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Span DAY = new Span(START, START.plus(Duration.ofDays(1)));

  private final FakeLog log =
      new FakeLog()
          .add(Row.at(START.plusSeconds(60), "10.0.0.1", "192.0.2.1", 443).service("tls"))
          .add(Row.at(START.plusSeconds(90), "10.0.0.1", "192.0.2.2", 443).service("tls"))
          .add(Row.at(START.minusSeconds(60), "10.0.0.2", "192.0.2.1", 53).service("dns"));

  private final ScheduledReports reports =
      new ScheduledReports(
          new ReportEndpoint(
              new AskedReports(
                  new ServiceSummary(log),
                  new TopTalkers(log),
                  new TrafficOverTime(log),
                  new Top(log),
                  new Percentile(log),
                  new Change(log),
                  new Matrix(log),
                  new LongConnections(log),
                  new Quality(log))),
          Duration.ofSeconds(20));

  private ReportAnswer ask(ReportDefinition.Builder definition) {
    return reports.ask(definition.build().toByteArray(), DAY);
  }

  private static String text(DocumentFormat format, ReportAnswer answer) {
    Document document = format.document("name", answer);
    return new String(document.content(), StandardCharsets.UTF_8);
  }

  @Test
  void every_report_can_be_asked_and_each_row_has_as_many_cells_as_there_are_columns() {
    List<ReportDefinition.Builder> all =
        List.of(
            ReportDefinition.newBuilder()
                .setServiceSummary(GetServiceSummaryRequest.getDefaultInstance()),
            ReportDefinition.newBuilder().setTopTalkers(GetTopTalkersRequest.getDefaultInstance()),
            ReportDefinition.newBuilder()
                .setTrafficOverTime(GetTrafficOverTimeRequest.getDefaultInstance()),
            ReportDefinition.newBuilder().setTop(GetTopRequest.newBuilder().addColumns("client")),
            ReportDefinition.newBuilder().setPercentile(GetPercentileRequest.getDefaultInstance()),
            ReportDefinition.newBuilder()
                .setChange(GetChangeRequest.newBuilder().addColumns("service")));
    assertThat(all).hasSize(ReportDefinition.ReportCase.values().length - 1);
    for (ReportDefinition.Builder one : all) {
      ReportAnswer answer = ask(one);
      assertThat(answer.rows()).as(answer.title()).isNotEmpty();
      assertThat(answer.rows()).allMatch(row -> row.size() == answer.columns().size());
      assertThat(answer.notes()).anyMatch(note -> note.contains("Coverage: complete"));
    }
  }

  @Test
  void a_document_is_a_table_rows_or_the_answer_in_json() throws IOException {
    ReportAnswer answer =
        ask(
            ReportDefinition.newBuilder()
                .setTop(GetTopRequest.newBuilder().addColumns("client").addColumns("service")));
    assertThat(text(DocumentFormat.CSV, answer).lines())
        .first()
        .isEqualTo("client,service,connections,packets,bytes,filter");
    assertThat(text(DocumentFormat.CSV, answer))
        .contains("\r\n10.0.0.1,tls,2,")
        .doesNotContain("10.0.0.2");
    assertThat(text(DocumentFormat.TEXT, answer))
        .startsWith("top\n2026-03-02T00:00:00Z to 2026-03-03T00:00:00Z\nIn all: 2 connections")
        .contains("\nclient    service  connections");
    JsonNode json = new ObjectMapper().readTree(text(DocumentFormat.JSON, answer));
    assertThat(json.path("rows").path(0).path("keys").path(0).asText()).isEqualTo("10.0.0.1");
    assertThat(DocumentFormat.CSV.document("day-7", answer).name()).isEqualTo("day-7.csv");
  }

  @Test
  void a_refusal_of_a_report_keeps_its_reason() {
    assertThatThrownBy(() -> ask(ReportDefinition.newBuilder().setTop(GetTopRequest.newBuilder())))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason().code()).isEqualTo(Code.INVALID_ARGUMENT));
  }
}
