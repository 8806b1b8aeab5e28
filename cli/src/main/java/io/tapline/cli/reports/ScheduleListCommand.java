package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.report.v1.ListSchedulesRequest;
import io.tapline.report.v1.ListSchedulesResponse;
import io.tapline.report.v1.Schedule;
import io.tapline.report.v1.ScheduleServiceGrpc;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline report schedule list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the schedules. Exit code 1: there is none.")
final class ScheduleListCommand implements Callable<Integer> {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    List<Schedule> schedules =
        AllPages.rows(
            ScheduleServiceGrpc.newBlockingStub(server.connect())::listSchedules,
            ListSchedulesRequest.getDefaultInstance(),
            ListSchedulesResponse::getSchedulesList);
    output.rows(schedules, ScheduleText.schedules());
    return ExitCode.found(schedules.size());
  }
}
