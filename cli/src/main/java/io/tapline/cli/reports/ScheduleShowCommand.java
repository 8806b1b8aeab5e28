package io.tapline.cli.reports;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.report.v1.GetScheduleRequest;
import io.tapline.report.v1.ScheduleServiceGrpc;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline report schedule show}. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one schedule.")
final class ScheduleShowCommand implements Runnable {
  @Mixin ScheduleName schedule;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    GetScheduleRequest request = GetScheduleRequest.newBuilder().setName(schedule.name).build();
    output.rows(
        List.of(ScheduleServiceGrpc.newBlockingStub(server.connect()).getSchedule(request)),
        ScheduleText.schedules());
  }
}
