package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.v1.GetLogStatusRequest;
import io.tapline.flowlog.v1.LogServiceGrpc;
import io.tapline.flowlog.v1.LogStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Capture and flowlog at addresses of their own. */
class SeparateServersTest {
  private final CommandRun cli = new CommandRun();

  @RegisterExtension
  final ServedCommand capture = new ServedCommand("", new FakeCapture().new Imports());

  @RegisterExtension
  final ServedCommand flowlog = new ServedCommand("", new FakeLog(), new Status());

  private String both() {
    return "capture=" + capture.address() + ",flowlog=" + flowlog.address();
  }

  @Test
  void each_call_goes_to_the_service_that_it_belongs_to() {
    assertThat(cli.run("search", "--server", both())).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("1.23 MB");
    assertThat(cli.run("imports", "show", "trace", "--server", both())).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("trace");
  }

  @Test
  void a_service_that_nobody_named_is_not_asked_elsewhere() {
    assertThat(cli.run("events", "list", "--server", both())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .contains("This asks eventstore, and --server names no address of it")
        .hasLineCount(1);
  }

  @Test
  void the_doctor_says_which_service_is_there_which_is_away_and_which_was_not_named() {
    String servers = both() + ",eventstore=localhost:1";
    assertThat(cli.run("doctor", "--format", "json", "--server", servers))
        .isEqualTo(ExitCode.NOTHING_FOUND);
    assertThat(line(cli, "capture")).contains("\"limited\"", "not at " + capture.address());
    assertThat(line(cli, "flowlog")).contains("0 connections").doesNotContain("broken");
    assertThat(line(cli, "report")).contains("\"limited\"", "--server does not name it");
    assertThat(line(cli, "eventstore")).contains("\"broken\"", "start it");
  }

  @Test
  void the_doctor_says_of_one_service_alone_that_the_others_are_not_there() {
    assertThat(flowlog.run("doctor", "--format", "json")).isNotEqualTo(ExitCode.USAGE);
    assertThat(line(flowlog, "server")).contains(flowlog.address() + " answers");
    for (String other : List.of("capture", "report", "eventstore")) {
      assertThat(line(flowlog, other)).contains("\"limited\"", "--server names each");
    }
  }

  private static String line(CommandRun run, String check) {
    return run.out()
        .lines()
        .filter(line -> line.contains("\"check\":\"" + check + "\""))
        .findFirst()
        .orElseThrow();
  }

  private static final class Status extends LogServiceGrpc.LogServiceImplBase {
    @Override
    public void getLogStatus(GetLogStatusRequest request, StreamObserver<LogStatus> answers) {
      answers.onNext(LogStatus.getDefaultInstance());
      answers.onCompleted();
    }
  }
}
