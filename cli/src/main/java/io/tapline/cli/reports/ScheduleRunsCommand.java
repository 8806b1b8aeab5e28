package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.PageToken;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.report.v1.ListScheduleRunsRequest;
import io.tapline.report.v1.ListScheduleRunsResponse;
import io.tapline.report.v1.RunState;
import io.tapline.report.v1.ScheduleServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline report schedule runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists runs, latest first. Exit code 1: there is none.")
final class ScheduleRunsCommand implements Callable<Integer> {
  /** What became of a run. */
  enum State {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only those of this schedule.")
  String schedule;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "pending, running, succeeded, failed; repeatable.")
  List<State> states = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Runs printed, at most 1000 (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin PageToken page;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    ListScheduleRunsResponse answer =
        ScheduleServiceGrpc.newBlockingStub(server.connect()).listScheduleRuns(request());
    output.rows(answer.getRunsList(), ScheduleText.runs());
    PageToken.printNext(answer.getNextPageToken(), output.err());
    return ExitCode.found(answer.getRunsCount());
  }

  private ListScheduleRunsRequest request() {
    return ListScheduleRunsRequest.newBuilder()
        .setSchedule(schedule)
        .addAllStates(states.stream().map(state -> RunState.valueOf("RUN_STATE_" + state)).toList())
        .setPageSize(limit)
        .setPageToken(page.token())
        .build();
  }
}
