package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.grpc.stub.StreamObserver;
import io.tapline.report.v1.ChangeKind;
import io.tapline.report.v1.ChangeRow;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetChangeResponse;
import io.tapline.report.v1.GetPercentileRequest;
import io.tapline.report.v1.GetPercentileResponse;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.GetTopResponse;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.TalkerMeasure;
import io.tapline.report.v1.TopRow;
import io.tapline.report.v1.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportCommandsTest {
  private final List<Object> asked = new ArrayList<>();

  @RegisterExtension final ServedCommand cli = new ServedCommand("report", new FakeReports());

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

    private static Totals totals(long connections, long bytes) {
      return Totals.newBuilder().setConnections(connections).setBytes(bytes).build();
    }

    private <T> void answer(Object request, T response, StreamObserver<T> observer) {
      asked.add(request);
      observer.onNext(response);
      observer.onCompleted();
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
}
