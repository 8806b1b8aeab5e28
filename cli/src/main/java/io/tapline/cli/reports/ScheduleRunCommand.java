package io.tapline.cli.reports;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.report.v1.RunScheduleRequest;
import io.tapline.report.v1.ScheduleServiceGrpc;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline report schedule run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Has a schedule run now, and does not wait for it.")
final class ScheduleRunCommand implements Runnable {
  @Mixin ScheduleName schedule;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    RunScheduleRequest request = RunScheduleRequest.newBuilder().setName(schedule.name).build();
    output.rows(
        List.of(
            ScheduleServiceGrpc.newBlockingStub(server.connect()).runSchedule(request).getRun()),
        ScheduleText.runs());
  }
}
