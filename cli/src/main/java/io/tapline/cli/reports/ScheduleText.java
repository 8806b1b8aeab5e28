package io.tapline.cli.reports;

import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.time.Times;
import io.tapline.report.v1.DocumentDelivery;
import io.tapline.report.v1.ReportDefinition;
import io.tapline.report.v1.ReportPeriod;
import io.tapline.report.v1.Schedule;
import io.tapline.report.v1.ScheduleRun;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Schedules and their runs as rows. */
final class ScheduleText {
  private ScheduleText() {}

  static List<Column<Schedule>> schedules() {
    return List.of(
        Column.text("name", Schedule::getName),
        Column.text("report", schedule -> report(schedule.getReport())),
        Column.text("period", schedule -> period(schedule.getPeriod())),
        Column.text("cron", Schedule::getCron),
        Column.text("zone", Schedule::getTimeZone),
        Column.text("written", schedule -> EnumWord.of(schedule.getFormat())),
        Column.text("to", ScheduleText::deliveries),
        Column.text(
            "next",
            schedule ->
                schedule.hasNextRunTime() ? Times.exact(schedule.getNextRunTime()) : "disabled"),
        Column.text("owner", Schedule::getOwner),
        Column.detail("created", schedule -> Times.exact(schedule.getCreateTime())),
        Column.detail("updated", schedule -> Times.exact(schedule.getUpdateTime())));
  }

  private static String report(ReportDefinition report) {
    return report.getReportCase().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String period(ReportPeriod period) {
    String unit = EnumWord.of(period.getUnit());
    return Math.max(1, period.getCount()) + " " + (unit.isEmpty() ? "day" : unit);
  }

  private static String deliveries(Schedule schedule) {
    return schedule.getDeliveriesList().stream()
        .map(ScheduleText::delivery)
        .collect(Collectors.joining(" "));
  }

  private static String delivery(DocumentDelivery delivery) {
    return delivery.hasChannel()
        ? "channel:" + delivery.getChannel().getChannel()
        : "folder:" + delivery.getFolder().getPath();
  }

  static List<Column<ScheduleRun>> runs() {
    return List.of(
        Column.text("run", run -> Long.toString(run.getId())),
        Column.text("schedule", ScheduleRun::getSchedule),
        Column.text("due", run -> Times.exact(run.getDueTime())),
        Column.text("state", run -> EnumWord.of(run.getState())),
        Column.number("attempts", ScheduleRun::getAttempts),
        Column.number("missed", ScheduleRun::getMissedRuns),
        Column.text("document", run -> run.getDocument().getName()),
        Column.bytes("size", run -> run.getDocument().getSizeBytes()),
        Column.text("error", ScheduleRun::getLastError).asOptional(),
        Column.detail("trigger", run -> EnumWord.of(run.getTrigger())),
        Column.detail("start", run -> Times.exact(run.getInterval().getStartTime())),
        Column.detail("end", run -> Times.exact(run.getInterval().getEndTime())));
  }
}
