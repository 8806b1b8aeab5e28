package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.report.v1.ChangeKind;
import io.tapline.report.v1.ChangeRow;
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
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.GetTopResponse;
import io.tapline.report.v1.LongRow;
import io.tapline.report.v1.MatrixColumn;
import io.tapline.report.v1.MatrixRow;
import io.tapline.report.v1.PageFormat;
import io.tapline.report.v1.QualityRow;
import io.tapline.report.v1.ReportPageServiceGrpc;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StateCount;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.StreamReportPageResponse;
import io.tapline.report.v1.TalkerMeasure;
import io.tapline.report.v1.TopRow;
import io.tapline.report.v1.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandsTest {
  private final List<Object> asked = new ArrayList<>();

  private long rows = 3;

  @TempDir Path directory;

  @RegisterExtension
  final ServedCommand cli = new ServedCommand("report", new FakeReports(), new FakePages());

  /** Answers with one group and remembers what was asked. */
  private final class FakeReports extends ReportServiceGrpc.ReportServiceImplBase {
    @Override
    public void getTop(GetTopRequest request, StreamObserver<GetTopResponse> observer) {
      answer(
          request,
          GetTopResponse.newBuilder()
              .addRows(
                  TopRow.newBuilder()
                      .addKeys("10.0.0.1")
                      .addKeys("tls")
                      .setTotals(totals(2, 2_000))
                      .setFilter("client = 10.0.0.1 AND service = tls"))
              .setOther(totals(3, 500))
              .setTotal(totals(5, 2_500))
              .setGroups(4)
              .build(),
          observer);
    }

    @Override
    public void getPercentile(
        GetPercentileRequest request, StreamObserver<GetPercentileResponse> observer) {
      answer(
          request,
          GetPercentileResponse.newBuilder()
              .setInterval(request.getInterval())
              .setBins(288)
              .setBitsPerSecond(8_000)
              .setMaxBitsPerSecond(9_000)
              .build(),
          observer);
    }

    @Override
    public void getChange(GetChangeRequest request, StreamObserver<GetChangeResponse> observer) {
      answer(
          request,
          GetChangeResponse.newBuilder()
              .addRows(
                  ChangeRow.newBuilder()
                      .addKeys("192.0.2.1")
                      .setTotals(totals(1, 300))
                      .setBaselineTotals(totals(1, 400))
                      .setChange(-100)
                      .setChangePercent(-25))
              .addRows(ChangeRow.newBuilder().addKeys("192.0.2.2").setChange(50))
              .setGroups(2)
              .build(),
          observer);
    }

    @Override
    public void getMatrix(GetMatrixRequest request, StreamObserver<GetMatrixResponse> observer) {
      answer(
          request,
          GetMatrixResponse.newBuilder()
              .addColumns(
                  MatrixColumn.newBuilder()
                      .setKey("tls")
                      .setTotals(totals(3, 30))
                      .setFilter("service = tls"))
              .addRows(
                  MatrixRow.newBuilder()
                      .setKey("10.0.0.0/24")
                      .setTotals(totals(3, 2_020))
                      .setFilter("client = 10.0.0.0/24")
                      .addCells(totals(2, 20))
                      .setOther(totals(1, 2_000)))
              .setOther(
                  MatrixRow.newBuilder()
                      .setTotals(totals(1, 10))
                      .addCells(totals(1, 10))
                      .setOther(totals(0, 0)))
              .setTotal(totals(4, 2_030))
              .build(),
          observer);
    }

    @Override
    public void getLong(GetLongRequest request, StreamObserver<GetLongResponse> observer) {
      answer(
          request,
          GetLongResponse.newBuilder()
              .addRows(
                  LongRow.newBuilder()
                      .setId("1-7")
                      .setStartTime(time("2026-03-02T10:00:00Z"))
                      .setDuration(Duration.newBuilder().setSeconds(90_061).setNanos(5_000_000))
                      .setOpen(true)
                      .setClient("10.0.0.1"))
              .build(),
          observer);
    }

    @Override
    public void getQuality(GetQualityRequest request, StreamObserver<GetQualityResponse> observer) {
      QualityRow row =
          QualityRow.newBuilder()
              .addKeys("192.0.2.1")
              .setConnections(8)
              .setUnanswered(1)
              .setReset(2)
              .addStates(StateCount.newBuilder().setConnState("S0").setConnections(1))
              .addStates(StateCount.newBuilder().setConnState("SF").setConnections(5))
              .addStates(StateCount.newBuilder().setConnState("RSTO").setConnections(2))
              .setFilter("server = 192.0.2.1")
              .build();
      answer(
          request,
          GetQualityResponse.newBuilder()
              .addRows(row)
              .setOther(QualityRow.newBuilder().setConnections(1))
              .setTotal(row.toBuilder().setConnections(9))
              .setGroups(2)
              .build(),
          observer);
    }

    private static Totals totals(long connections, long bytes) {
      return Totals.newBuilder().setConnections(connections).setBytes(bytes).build();
    }

    private <T> void answer(Object request, T response, StreamObserver<T> observer) {
      asked.add(request);
      observer.onNext(response);
      observer.onCompleted();
    }
  }

  /** Answers with a document in two parts. */
  private final class FakePages extends ReportPageServiceGrpc.ReportPageServiceImplBase {
    @Override
    public void streamReportPage(
        StreamReportPageRequest request, StreamObserver<StreamReportPageResponse> observer) {
      asked.add(request);
      observer.onNext(part("<html>"));
      observer.onNext(part("</html>"));
      observer.onNext(
          StreamReportPageResponse.newBuilder()
              .setRows(rows)
              .setCompleteness(Completeness.newBuilder().putLost("frames", 7))
              .build());
      observer.onCompleted();
    }

    private static StreamReportPageResponse part(String text) {
      return StreamReportPageResponse.newBuilder().setData(ByteString.copyFromUtf8(text)).build();
    }
  }

  private static Timestamp time(String text) {
    return Timestamp.newBuilder().setSeconds(Instant.parse(text).getEpochSecond()).build();
  }

  private static Interval interval(String start, String end) {
    return Interval.newBuilder().setStartTime(time(start)).setEndTime(time(end)).build();
  }

  @Test
  void top_asks_for_its_columns_and_says_what_is_not_among_the_rows() {
    assertThat(cli.run("top", "client,service", "--by", "packets", "--limit", "1", "--port", "443"))
        .isEqualTo(ExitCode.DONE);
    assertThat(asked)
        .singleElement()
        .isInstanceOfSatisfying(
            GetTopRequest.class,
            request -> {
              assertThat(request.getColumnsList()).containsExactly("client", "service");
              assertThat(request.getMeasure()).isEqualTo(TalkerMeasure.TALKER_MEASURE_PACKETS);
              assertThat(request.getLimit()).isEqualTo(1);
              assertThat(request.getFilter()).isEqualTo("port = 443");
            });
    assertThat(cli.out())
        .contains("10.0.0.1")
        .contains("3 other groups: 3 connections, 0 packets, 500 B.")
        .contains("In all: 5 connections")
        .doesNotContain("AND service");
  }

  @Test
  void the_filter_of_a_row_is_in_its_json() {
    assertThat(cli.run("top", "client", "service", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("\"filter\":\"client = 10.0.0.1 AND service = tls\"");
  }

  @Test
  void a_percentile_needs_both_ends() {
    assertThat(cli.run("percentile", "--from", "2026-03-02")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("Of which time?");
    assertThat(asked).isEmpty();
    assertThat(cli.run("percentile", "--day", "2026-03-02", "--format", "csv"))
        .isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("288,8000,0,9000");
    assertThat(((GetPercentileRequest) asked.getFirst()).getInterval())
        .isEqualTo(interval("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"));
  }

  @Test
  void a_change_is_printed_with_its_percent_and_none_where_there_was_nothing() {
    assertThat(
            cli.run(
                "change",
                "server",
                "--day",
                "2026-03-02",
                "--kind",
                "new",
                "--baseline-from",
                "2026-02-01",
                "--baseline-to",
                "2026-03-01",
                "--format",
                "csv"))
        .isEqualTo(ExitCode.DONE);
    GetChangeRequest request = (GetChangeRequest) asked.getFirst();
    assertThat(request.getKind()).isEqualTo(ChangeKind.CHANGE_KIND_NEW);
    assertThat(request.getBaseline())
        .isEqualTo(interval("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"));
    assertThat(cli.out().lines())
        .containsExactly(
            "server,bytes,baseline_bytes,change,change_percent,filter",
            "192.0.2.1,300,400,-100,-25.0,",
            "192.0.2.2,0,0,50,,");
  }

  @Test
  void half_a_baseline_is_a_usage_error() {
    assertThat(cli.run("change", "server", "--day", "2026-03-02", "--baseline-to", "2026-03-01"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("go together");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_matrix_is_a_table_for_people_and_a_row_per_cell_for_programs() {
    assertThat(cli.run("matrix", "client/24", "service", "--rows", "1")).isEqualTo(ExitCode.DONE);
    GetMatrixRequest request = (GetMatrixRequest) asked.getFirst();
    assertThat(request.getRowColumn()).isEqualTo("client/24");
    assertThat(request.getColumnColumn()).isEqualTo("service");
    assertThat(request.getRows()).isEqualTo(1);
    assertThat(cli.out().lines().limit(3))
        .containsExactly(
            "CLIENT/24     TLS  (OTHERS)   IN ALL",
            "10.0.0.0/24  20 B   2.00 kB  2.02 kB",
            "(others)     10 B         .     10 B");
    cli.clear();
    assertThat(cli.run("matrix", "client/24", "service", "--format", "csv"))
        .isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines())
        .containsExactly(
            "client/24,service,connections,packets,bytes,filter",
            "10.0.0.0/24,tls,2,0,20,(client = 10.0.0.0/24) AND (service = tls)",
            "10.0.0.0/24,,1,0,2000,",
            ",tls,1,0,10,",
            ",,0,0,0,");
  }

  @Test
  void durations_are_a_clock_for_people_and_seconds_for_programs() {
    assertThat(cli.run("long", "open = true", "--limit", "5")).isEqualTo(ExitCode.DONE);
    GetLongRequest request = (GetLongRequest) asked.getFirst();
    assertThat(request.getFilter()).isEqualTo("open = true");
    assertThat(request.getLimit()).isEqualTo(5);
    assertThat(cli.out()).contains("25:01:01.005  yes").doesNotContain("1-7");
    assertThat(cli.run("long", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("\"duration\":90061.005000").contains("\"id\":\"1-7\"");
  }

  @Test
  void quality_is_shares_for_people_and_counts_for_programs() {
    assertThat(cli.run("quality")).isEqualTo(ExitCode.DONE);
    assertThat(((GetQualityRequest) asked.getFirst()).getColumnsList()).containsExactly("service");
    assertThat(cli.out())
        .contains("12.5 %")
        .contains("25.0 %")
        .contains("1 other groups: 1 TCP connections")
        .contains("In all: 9 TCP connections, 1 unanswered, 0 rejected, 2 reset.");
    cli.clear();
    assertThat(cli.run("quality", "server", "--format", "csv")).isEqualTo(ExitCode.DONE);
    assertThat(((GetQualityRequest) asked.getLast()).getColumnsList()).containsExactly("server");
    assertThat(cli.out().lines())
        .containsExactly(
            "server,connections,unanswered,rejected,reset,S0,SF,RSTO,filter",
            "192.0.2.1,8,1,0,2,1,5,2,server = 192.0.2.1");
  }

  @Test
  void every_report_is_asked_for_as_a_page_with_its_own_question() {
    List<List<String>> reports =
        List.of(
            List.of("service-summary"),
            List.of("top-talkers"),
            List.of("traffic-over-time"),
            List.of("top", "client"),
            List.of("percentile", "--day", "2026-03-02"),
            List.of("change", "client", "--day", "2026-03-02"),
            List.of("matrix", "client", "server"),
            List.of("long"),
            List.of("quality"));
    for (List<String> report : reports) {
      cli.clear();
      List<String> arguments = new ArrayList<>(report);
      arguments.addAll(List.of("--format", "html", "--zone", "Europe/Prague"));
      assertThat(cli.run(arguments.toArray(String[]::new))).as("%s", report).isZero();
      assertThat(cli.out()).isEqualTo("<html></html>");
      assertThat(cli.err()).contains("7 frames are known to be lost");
    }
    assertThat(asked)
        .extracting(each -> ((StreamReportPageRequest) each).getReportCase().name())
        .containsExactly(
            "SERVICE_SUMMARY",
            "TOP_TALKERS",
            "TRAFFIC_OVER_TIME",
            "TOP",
            "PERCENTILE",
            "CHANGE",
            "MATRIX",
            "LONG",
            "QUALITY");
    assertThat(asked)
        .extracting(each -> ((StreamReportPageRequest) each).getTimeZone())
        .containsOnly("Europe/Prague");
  }

  @Test
  void a_page_is_written_to_a_file_that_is_replaced_on_request_only() throws IOException {
    Path file = directory.resolve("top.svg");
    String[] command = {"top", "client", "--format", "svg", "-o", file.toString()};
    assertThat(cli.run(command)).isEqualTo(ExitCode.DONE);
    assertThat(((StreamReportPageRequest) asked.getFirst()).getFormat())
        .isEqualTo(PageFormat.PAGE_FORMAT_SVG);
    assertThat(file).hasContent("<html></html>");
    assertThat(cli.run(command)).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("--overwrite replaces it");
    assertThat(asked).hasSize(1);
    rows = 0;
    assertThat(cli.run("top", "client", "--format", "svg", "--overwrite", "-o", file.toString()))
        .isEqualTo(ExitCode.NOTHING_FOUND);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_file_for_rows_is_a_usage_error() {
    assertThat(cli.run("top", "client", "-o", "rows.txt")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("go with --format html or svg");
    assertThat(asked).isEmpty();
  }
}
