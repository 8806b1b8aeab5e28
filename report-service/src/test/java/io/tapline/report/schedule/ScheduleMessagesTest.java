package io.tapline.report.schedule;

import static io.tapline.report.schedule.SchedulesOnPostgres.hourly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.type.Interval;
import io.tapline.report.Reason;
import io.tapline.report.document.DocumentFormat;
import io.tapline.report.v1.ChannelDelivery;
import io.tapline.report.v1.DocumentDelivery;
import io.tapline.report.v1.FolderDelivery;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.PeriodUnit;
import io.tapline.report.v1.ReportDefinition;
import io.tapline.report.v1.ReportPeriod;
import io.tapline.report.v1.RunRetention;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ScheduleMessagesTest {
  private static void assertRefused(
      String field, Consumer<io.tapline.report.v1.Schedule.Builder> change) {
    io.tapline.report.v1.Schedule.Builder schedule = hourly("a");
    change.accept(schedule);
    assertThatThrownBy(() -> ScheduleMessages.schedule(schedule.build()))
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.INVALID_SCHEDULE);
              assertThat(e.violations().getFirst().field()).isEqualTo("schedule." + field);
            });
  }

  @Test
  void what_is_left_out_has_its_default() {
    Schedule schedule = ScheduleMessages.schedule(hourly("a").clearDeliveries().build());
    assertThat(schedule.timing().zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(schedule.period()).isEqualTo(new Period(Period.Unit.DAY, 1));
    assertThat(schedule.format()).isEqualTo(DocumentFormat.TEXT);
    assertThat(schedule.retention()).isEqualTo(new Schedule.Retention(30, Duration.ofDays(90)));
    assertThat(schedule.deliveries()).isEmpty();
    assertThat(ScheduleMessages.read(schedule.content()).content()).isEqualTo(schedule.content());
  }

  @Test
  void what_the_service_adds_is_not_taken_from_the_caller() {
    Schedule schedule = ScheduleMessages.schedule(hourly("a").setOwner("eve").build());
    assertThat(schedule.content())
        .isEqualTo(ScheduleMessages.schedule(hourly("a").build()).content());
  }

  @Test
  void each_field_that_is_wrong_is_named() {
    assertRefused("name", s -> s.setName("A b"));
    assertRefused("name", s -> s.setName("a".repeat(65)));
    assertRefused("cron", s -> s.setCron("61 * * * *"));
    assertRefused("cron", s -> s.setCron("0 0 31 2 *"));
    assertRefused("time_zone", s -> s.setTimeZone("Mars/Olympus"));
    assertRefused("time_zone", s -> s.setTimeZone("+02:00"));
    assertRefused("report", s -> s.clearReport());
    assertRefused("format", s -> s.setFormatValue(99));
    assertRefused("period.unit", s -> s.setPeriod(ReportPeriod.newBuilder().setUnitValue(99)));
    assertRefused(
        "period.count",
        s ->
            s.setPeriod(
                ReportPeriod.newBuilder().setUnit(PeriodUnit.PERIOD_UNIT_DAY).setCount(-1)));
    assertRefused(
        "retention.max_runs", s -> s.setRetention(RunRetention.newBuilder().setMaxRuns(1_001)));
    assertRefused(
        "retention.max_age",
        s ->
            s.setRetention(
                RunRetention.newBuilder()
                    .setMaxAge(com.google.protobuf.Duration.getDefaultInstance())));
    assertRefused(
        "deliveries", s -> s.addAllDeliveries(Collections.nCopies(9, s.getDeliveries(0))));
  }

  @Test
  void a_question_with_a_time_of_its_own_is_refused() {
    Interval interval = Interval.getDefaultInstance();
    for (ReportDefinition.Builder report :
        List.of(
            ReportDefinition.newBuilder().setTop(GetTopRequest.newBuilder().setInterval(interval)),
            ReportDefinition.newBuilder()
                .setChange(GetChangeRequest.newBuilder().setBaseline(interval)))) {
      assertRefused("report", s -> s.setReport(report));
    }
  }

  @Test
  void folders_stay_below_their_root_and_recipients_are_addresses() {
    for (String path : List.of("/etc", "../up", "a/../b", ".hidden", "a//b", "a/", "a\0b", "a b")) {
      assertRefused(
          "deliveries[0].folder.path",
          s ->
              s.setDeliveries(
                  0,
                  DocumentDelivery.newBuilder()
                      .setFolder(FolderDelivery.newBuilder().setPath(path))));
    }
    assertRefused("deliveries[1]", s -> s.setDeliveries(1, DocumentDelivery.newBuilder()));
    assertRefused(
        "deliveries[0].channel.channel",
        s ->
            s.setDeliveries(
                0,
                DocumentDelivery.newBuilder()
                    .setChannel(ChannelDelivery.newBuilder().setChannel("No Such"))));
    assertRefused(
        "deliveries[0].channel.recipients",
        s ->
            s.setDeliveries(
                0,
                DocumentDelivery.newBuilder()
                    .setChannel(
                        ChannelDelivery.newBuilder().setChannel("ops").addRecipients("a\r\n@b"))));
  }
}
