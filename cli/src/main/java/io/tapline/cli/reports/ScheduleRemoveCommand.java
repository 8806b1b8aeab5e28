package io.tapline.cli.reports;

import io.tapline.cli.connect.ServerOption;
import io.tapline.report.v1.DeleteScheduleRequest;
import io.tapline.report.v1.ScheduleServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tapline report schedule remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Removes a schedule with its runs and documents; what was delivered stays.")
final class ScheduleRemoveCommand implements Runnable {
  @Mixin ScheduleName schedule;
  @Mixin ServerOption server;
  @Spec CommandSpec command;

  @Override
  public void run() {
    var _ =
        ScheduleServiceGrpc.newBlockingStub(server.connect())
            .deleteSchedule(DeleteScheduleRequest.newBuilder().setName(schedule.name).build());
    command.commandLine().getOut().printf("The schedule %s was removed.%n", schedule.name);
  }
}
