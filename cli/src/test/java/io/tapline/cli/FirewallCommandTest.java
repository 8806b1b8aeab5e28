package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.CompletenessState;
import io.tapline.report.v1.FirewallRecordSide;
import io.tapline.report.v1.FirewallReportFamily;
import io.tapline.report.v1.FirewallReportHeader;
import io.tapline.report.v1.FirewallReportRecord;
import io.tapline.report.v1.FirewallReportServiceGrpc;
import io.tapline.report.v1.FirewallReportTotals;
import io.tapline.report.v1.FirewallSummaryRow;
import io.tapline.report.v1.RunFirewallReportRequest;
import io.tapline.report.v1.RunFirewallReportResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tapline firewall report} sends, and how it prints what comes. */
class FirewallCommandTest {
  private final FakeReports reports = new FakeReports();

  @RegisterExtension final ServedCommand cli = new ServedCommand("firewall report", reports);

  @TempDir Path directory;

  @Test
  void options_are_sent_as_they_were_given_and_files_follow_each_other() throws IOException {
    String first = file("first", "one");
    String second = file("second", "two\n");
    int exitCode =
        cli.run(
            "src_host_sum",
            first,
            second,
            "--start",
            "yesterday",
            "--period",
            "1 day",
            "--threshold",
            "0",
            "--port",
            "http",
            "--port",
            "53",
            "--sif",
            "INT",
            "--limit",
            "dst_port < 1024",
            "--format",
            "json");
    assertThat(exitCode).isEqualTo(ExitCode.DONE);
    assertThat(reports.header.getFamily())
        .isEqualTo(FirewallReportFamily.FIREWALL_REPORT_FAMILY_SRC_HOST);
    assertThat(reports.header.getSummary()).isTrue();
    assertThat(reports.header.getStart()).isEqualTo("yesterday");
    assertThat(reports.header.getPeriod()).isEqualTo("1 day");
    assertThat(reports.header.getThreshold()).isEqualTo("0");
    assertThat(reports.header.getPortList()).containsExactly("http", "53");
    assertThat(reports.header.getSifList()).containsExactly("INT");
    assertThat(reports.header.getLimit()).isEqualTo("dst_port < 1024");
    assertThat(String.join("", reports.received)).isEqualTo("one\ntwo\n");
  }

  @Test
  void a_summary_has_the_fields_of_its_family() throws IOException {
    cli.run("src_host_sum", file("log", "x\n"), "--format", "json");
    assertThat(cli.out())
        .isEqualToNormalizingNewlines(
            """
            {"host_ip":"10.0.0.1","host_name":"","host_alias":"ONE","count":7,\
            "first":"1970-01-01T00:16:40.000000Z","last":"1970-01-01T00:16:40.000000Z"}
            """);
  }

  @Test
  void records_have_all_nineteen_fields() throws IOException {
    cli.run("details", file("log", "x\n"), "--format", "csv");
    assertThat(cli.out().lines().findFirst())
        .hasValue(
            "group,time,action,device,if,chain,proto,proto_name,src_ip,src_host,src_if,src_alias,"
                + "src_port,src_serv,dst_ip,dst_host,dst_if,dst_alias,dst_port,dst_serv");
    assertThat(reports.header.getFamily())
        .isEqualTo(FirewallReportFamily.FIREWALL_REPORT_FAMILY_UNSPECIFIED);
  }

  @Test
  void a_table_is_the_pages_of_the_server_and_lines_that_cannot_be_read_are_shown()
      throws IOException {
    cli.run("service_sum", file("log", "x\n"));
    assertThat(cli.out()).isEqualTo("the pages\n");
    assertThat(cli.err()).contains("1 of 2 lines could not be read").contains("  bad?line");
  }

  @Test
  void a_file_that_cannot_be_read_is_warned_of_and_the_others_are_reported() throws IOException {
    int exitCode = cli.run("service_sum", directory.resolve("none").toString(), file("log", "x\n"));
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("none' cannot be read");
    assertThat(cli.out()).isEqualTo("the pages\n");
  }

  @Test
  void a_refusal_ends_the_command() throws IOException {
    assertThat(cli.run("service_sum", file("log", "x\n"), "--threshold", "banana"))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(cli.err()).contains("no such length");
  }

  @Test
  void an_unknown_report_is_refused_by_the_command_line() throws IOException {
    assertThat(cli.run("banana_sum", file("log", "x\n"))).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("SERVICE_SUM");
  }

  @Test
  void a_report_over_the_log_sends_its_filter_and_no_lines() {
    assertThat(cli.run("src_host_sum", "--log", "--where", "service = ssh"))
        .isEqualTo(ExitCode.DONE);
    assertThat(reports.header.getLog().getFilter()).isEqualTo("service = ssh");
    assertThat(reports.received).isEmpty();
    assertThat(cli.err()).contains("Not covered");
  }

  @Test
  void files_and_the_log_exclude_each_other_and_one_of_them_is_needed() throws IOException {
    String log = file("log", "x\n");
    assertThat(cli.run("service_sum")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("Which files?");
    assertThat(cli.run("service_sum", "--log", log)).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("leave out --log or the files");
    assertThat(cli.run("service_sum", "--where", "service = ssh", log)).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("it needs --log");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  /** Answers every report with one row, record or page. */
  private static final class FakeReports
      extends FirewallReportServiceGrpc.FirewallReportServiceImplBase {
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private volatile FirewallReportHeader header = FirewallReportHeader.getDefaultInstance();

    @Override
    public StreamObserver<RunFirewallReportRequest> runFirewallReport(
        StreamObserver<RunFirewallReportResponse> response) {
      return new StreamObserver<>() {
        @Override
        public void onNext(RunFirewallReportRequest request) {
          if (request.hasHeader()) {
            header = request.getHeader();
          } else {
            received.add(request.getChunk().toStringUtf8());
          }
        }

        @Override
        public void onError(Throwable failure) {
          throw new AssertionError(failure);
        }

        @Override
        public void onCompleted() {
          if (header.getThreshold().equals("banana")) {
            response.onError(
                Status.INVALID_ARGUMENT.withDescription("no such length").asRuntimeException());
            return;
          }
          response.onNext(row());
          response.onNext(totals());
          response.onCompleted();
        }
      };
    }

    private RunFirewallReportResponse row() {
      Timestamp time = Timestamp.newBuilder().setSeconds(1000).build();
      RunFirewallReportResponse.Builder response = RunFirewallReportResponse.newBuilder();
      if (header.getPages()) {
        return response.setPage("the pages\n").build();
      }
      if (header.getSummary()) {
        return response
            .setRow(
                FirewallSummaryRow.newBuilder()
                    .setHostIp("10.0.0.1")
                    .setHostAlias("ONE")
                    .setCount(7)
                    .setFirstTime(time)
                    .setLastTime(time))
            .build();
      }
      return response
          .setRecord(
              FirewallReportRecord.newBuilder()
                  .setTime(time)
                  .setSource(FirewallRecordSide.newBuilder().setIp("10.0.0.1").setPort(1))
                  .setDestination(FirewallRecordSide.newBuilder().setIp("10.0.0.2")))
          .build();
    }

    private RunFirewallReportResponse totals() {
      FirewallReportTotals.Builder totals = FirewallReportTotals.newBuilder().setRecords(1);
      if (header.hasLog()) {
        totals.setCompleteness(
            Completeness.newBuilder()
                .setState(CompletenessState.COMPLETENESS_STATE_NOT_COVERED)
                .addUncovered(Interval.getDefaultInstance()));
      } else {
        totals.setLines(2).setMalformedLines(1).addMalformedSamples("bad\u001bline");
      }
      return RunFirewallReportResponse.newBuilder().setTotals(totals).build();
    }
  }
}
