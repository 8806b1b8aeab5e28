package io.tapline.cli;

import static io.tapline.cli.Answers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import io.tapline.report.v1.ChangeKind;
import io.tapline.report.v1.CreateScheduleRequest;
import io.tapline.report.v1.DeleteScheduleRequest;
import io.tapline.report.v1.DeleteScheduleResponse;
import io.tapline.report.v1.DocumentFormat;
import io.tapline.report.v1.FetchRunDocumentRequest;
import io.tapline.report.v1.FetchRunDocumentResponse;
import io.tapline.report.v1.GetScheduleRequest;
import io.tapline.report.v1.ListScheduleRunsRequest;
import io.tapline.report.v1.ListScheduleRunsResponse;
import io.tapline.report.v1.ListSchedulesRequest;
import io.tapline.report.v1.ListSchedulesResponse;
import io.tapline.report.v1.PeriodUnit;
import io.tapline.report.v1.ReportDefinition.ReportCase;
import io.tapline.report.v1.RunScheduleRequest;
import io.tapline.report.v1.RunScheduleResponse;
import io.tapline.report.v1.RunState;
import io.tapline.report.v1.Schedule;
import io.tapline.report.v1.ScheduleRun;
import io.tapline.report.v1.ScheduleServiceGrpc;
import io.tapline.report.v1.TalkerMeasure;
import io.tapline.report.v1.UpdateScheduleRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandsTest {
  private final List<Object> asked = new ArrayList<>();

  @RegisterExtension
  final ServedCommand cli = new ServedCommand("report schedule", new FakeSchedules());

  @TempDir Path directory;

  /** Answers with what was asked for, and with one failed run. */
  private final class FakeSchedules extends ScheduleServiceGrpc.ScheduleServiceImplBase {
    private static final ScheduleRun RUN =
        ScheduleRun.newBuilder()
            .setId(42)
            .setSchedule("day")
            .setState(RunState.RUN_STATE_FAILED)
            .setAttempts(8)
            .setLastError("LOG_UNAVAILABLE: away")
            .build();

    private static Schedule stored(Schedule schedule) {
      return schedule.toBuilder()
          .setOwner("ann")
          .setNextRunTime(Timestamp.newBuilder().setSeconds(1_800_000_000))
          .build();
    }

    @Override
    public void createSchedule(CreateScheduleRequest request, StreamObserver<Schedule> answers) {
      asked.add(request);
      answer(answers, stored(request.getSchedule()));
    }

    @Override
    public void updateSchedule(UpdateScheduleRequest request, StreamObserver<Schedule> answers) {
      asked.add(request);
      answer(answers, stored(request.getSchedule()));
    }

    @Override
    public void getSchedule(GetScheduleRequest request, StreamObserver<Schedule> answers) {
      answer(answers, stored(Schedule.newBuilder().setName(request.getName()).build()));
    }

    @Override
    public void listSchedules(
        ListSchedulesRequest request, StreamObserver<ListSchedulesResponse> answers) {
      boolean first = request.getPageToken().isEmpty();
      answer(
          answers,
          ListSchedulesResponse.newBuilder()
              .addSchedules(Schedule.newBuilder().setName(first ? "day" : "night"))
              .setNextPageToken(first ? "more" : "")
              .build());
    }

    @Override
    public void runSchedule(
        RunScheduleRequest request, StreamObserver<RunScheduleResponse> answers) {
      asked.add(request);
      answer(answers, RunScheduleResponse.newBuilder().setRun(RUN).build());
    }

    @Override
    public void deleteSchedule(
        DeleteScheduleRequest request, StreamObserver<DeleteScheduleResponse> answers) {
      asked.add(request);
      answer(answers, DeleteScheduleResponse.getDefaultInstance());
    }

    @Override
    public void listScheduleRuns(
        ListScheduleRunsRequest request, StreamObserver<ListScheduleRunsResponse> answers) {
      asked.add(request);
      answer(answers, ListScheduleRunsResponse.newBuilder().addRuns(RUN).build());
    }

    @Override
    public void fetchRunDocument(
        FetchRunDocumentRequest request, StreamObserver<FetchRunDocumentResponse> answers) {
      answers.onNext(part("a,b\n"));
      answer(answers, part("1,2\n"));
    }

    private static FetchRunDocumentResponse part(String text) {
      return FetchRunDocumentResponse.newBuilder().setChunk(ByteString.copyFromUtf8(text)).build();
    }
  }

  private Schedule created(String... arguments) {
    assertThat(cli.run(arguments)).isZero();
    return ((CreateScheduleRequest) asked.getLast()).getSchedule();
  }

  @Test
  void options_become_a_schedule() {
    Schedule schedule =
        created(
            "add",
            "ports",
            "top",
            "server_port,protocol",
            "--cron",
            "5 0 1 * *",
            "--zone",
            "Europe/Prague",
            "--period",
            "1mo",
            "--document",
            "csv",
            "--by",
            "packets",
            "--limit",
            "5",
            "--filter",
            "service = tls",
            "--to-folder",
            "monthly",
            "--to-channel",
            "ops",
            "--recipient",
            "a@example.org",
            "--keep-runs",
            "12",
            "--keep-for",
            "400d");
    assertThat(schedule.getReport().getTop().getColumnsList())
        .containsExactly("server_port", "protocol");
    assertThat(schedule.getReport().getTop().getMeasure())
        .isEqualTo(TalkerMeasure.TALKER_MEASURE_PACKETS);
    assertThat(schedule.getReport().getTop().getFilter()).isEqualTo("service = tls");
    assertThat(schedule.getPeriod().getUnit()).isEqualTo(PeriodUnit.PERIOD_UNIT_MONTH);
    assertThat(schedule.getFormat()).isEqualTo(DocumentFormat.DOCUMENT_FORMAT_CSV);
    assertThat(schedule.getDeliveries(0).getFolder().getPath()).isEqualTo("monthly");
    assertThat(schedule.getDeliveries(1).getChannel().getRecipientsList())
        .containsExactly("a@example.org");
    assertThat(schedule.getRetention().getMaxAge().getSeconds()).isEqualTo(400 * 86_400L);
    assertThat(cli.out()).contains("ports", "folder:monthly channel:ops", "ann");
  }

  @Test
  void every_report_can_be_scheduled() {
    assertThat(created("add", "a", "service-summary", "--cron", "0 7 * * *").getReport())
        .matches(report -> report.getReportCase() == ReportCase.SERVICE_SUMMARY);
    assertThat(created("add", "a", "top-talkers", "--cron", "0 7 * * *").getReport())
        .matches(report -> report.getReportCase() == ReportCase.TOP_TALKERS);
    assertThat(created("add", "a", "traffic-over-time", "--cron", "0 7 * * *").getReport())
        .matches(report -> report.getReportCase() == ReportCase.TRAFFIC_OVER_TIME);
    assertThat(created("add", "a", "percentile", "--cron", "0 7 * * *").getReport())
        .matches(report -> report.getPercentile().getPercent() == 95);
    assertThat(
            created("add", "a", "change", "server", "--cron", "0 7 * * *", "--kind", "new")
                .getReport())
        .matches(report -> report.getChange().getKind() == ChangeKind.CHANGE_KIND_NEW);
  }

  @Test
  void what_cannot_be_meant_is_a_usage_error() {
    assertThat(cli.run("add", "a", "toplist", "--cron", "0 7 * * *")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("'toplist' is no report");
    assertThat(cli.run("add", "a", "top", "client")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("add", "a", "top", "client", "--cron", "0 7 * * *", "--period", "1y"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.run()).isEqualTo(ExitCode.USAGE);
    assertThat(asked).isEmpty();
  }

  @Test
  void replace_updates() {
    assertThat(cli.run("add", "a", "top", "client", "--cron", "0 7 * * *", "--replace")).isZero();
    assertThat(asked).singleElement().isInstanceOf(UpdateScheduleRequest.class);
  }

  @Test
  void schedules_are_listed_over_all_pages_shown_run_and_removed() {
    assertThat(cli.run("list", "--format", "csv")).isZero();
    assertThat(cli.out()).contains("day,").contains("night,");
    assertThat(cli.run("show", "day")).isZero();
    assertThat(cli.run("run", "day")).isZero();
    assertThat(cli.out()).contains("42");
    assertThat(cli.run("remove", "day")).isZero();
    assertThat(((DeleteScheduleRequest) asked.getLast()).getName()).isEqualTo("day");
    assertThat(cli.out()).contains("The schedule day was removed.");
  }

  @Test
  void runs_are_listed_by_state_with_their_error() {
    assertThat(cli.run("runs", "day", "--state", "failed")).isZero();
    ListScheduleRunsRequest request = (ListScheduleRunsRequest) asked.getLast();
    assertThat(request.getSchedule()).isEqualTo("day");
    assertThat(request.getStatesList()).containsExactly(RunState.RUN_STATE_FAILED);
    assertThat(cli.out()).contains("LOG_UNAVAILABLE: away");
    assertThat(cli.run("runs")).isZero();
    assertThat(((ListScheduleRunsRequest) asked.getLast()).getSchedule()).isEmpty();
  }

  @Test
  void a_document_is_printed_or_written_whole() {
    assertThat(cli.run("fetch", "42")).isZero();
    assertThat(cli.out()).isEqualTo("a,b\n1,2\n");
    Path file = directory.resolve("a.csv");
    assertThat(cli.run("fetch", "42", "--to-file", file.toString())).isZero();
    assertThat(file).hasContent("a,b\n1,2");
    assertThat(cli.run("fetch", "42", "--to-file", directory.toString())).isEqualTo(ExitCode.USAGE);
  }
}
