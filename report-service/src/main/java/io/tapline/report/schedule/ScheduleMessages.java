package io.tapline.report.schedule;

import static io.tapline.report.Reason.INVALID_SCHEDULE;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tapline.report.document.DocumentFormat;
import io.tapline.report.v1.ReportDefinition;
import io.tapline.report.v1.ReportPeriod;
import io.tapline.report.v1.RunRetention;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Schedules of messages as values, and back. */
final class ScheduleMessages {
  static final int MAX_CONTENT_BYTES = 64 << 10;
  static final int MAX_PERIOD = 1_000;
  static final Duration MAX_AGE = Duration.ofDays(3_660);

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Duration STANDARD_AGE = Duration.ofDays(90);
  private static final Limit RUNS =
      new Limit(INVALID_SCHEDULE, "schedule.retention.max_runs", 30, 1_000);
  private static final Limit PERIOD =
      new Limit(INVALID_SCHEDULE, "schedule.period.count", 1, MAX_PERIOD);

  private ScheduleMessages() {}

  /**
   * @throws Refusal INVALID_SCHEDULE
   */
  static Schedule schedule(io.tapline.report.v1.Schedule message) {
    require(NAME.matcher(message.getName()).matches(), "name", "must be 1 to 64 of a-z, 0-9 and -");
    io.tapline.report.v1.Schedule own = own(message);
    require(own.getSerializedSize() <= MAX_CONTENT_BYTES, "report", "is longer than 64 KiB");
    Schedule.Timing timing = new Schedule.Timing(message.getCron(), zone(message.getTimeZone()));
    requireDue(timing);
    return new Schedule(
        message.getName(),
        own.toByteArray(),
        report(message.getReport()).toByteArray(),
        period(message.getPeriod()),
        timing,
        format(message.getFormat()),
        DeliveryMessages.deliveries(message.getDeliveriesList()),
        retention(message.getRetention()),
        message.getDisabled());
  }

  /** Without what the service adds. */
  private static io.tapline.report.v1.Schedule own(io.tapline.report.v1.Schedule message) {
    return message.toBuilder()
        .clearOwner()
        .clearCreateTime()
        .clearUpdateTime()
        .clearNextRunTime()
        .build();
  }

  /** What was validated when it was stored. */
  static Schedule read(byte[] content) {
    try {
      return schedule(io.tapline.report.v1.Schedule.parseFrom(content));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a schedule was written by another program", e);
    }
  }

  private static ZoneId zone(String name) {
    String zone = name.isEmpty() ? "UTC" : name;
    require(
        ZoneId.getAvailableZoneIds().contains(zone),
        "time_zone",
        "is no IANA zone; Europe/Prague is one");
    return ZoneId.of(zone);
  }

  private static void requireDue(Schedule.Timing timing) {
    boolean due;
    try {
      due = timing.due().after(Instant.EPOCH).isPresent();
    } catch (IllegalArgumentException e) {
      throw invalid("cron", "cannot be read: " + e.getMessage());
    }
    require(due, "cron", "names no day that ever comes");
  }

  private static ReportDefinition report(ReportDefinition report) {
    boolean dated =
        switch (report.getReportCase()) {
          case SERVICE_SUMMARY -> report.getServiceSummary().hasInterval();
          case TOP_TALKERS -> report.getTopTalkers().hasInterval();
          case TRAFFIC_OVER_TIME -> report.getTrafficOverTime().hasInterval();
          case TOP -> report.getTop().hasInterval();
          case PERCENTILE -> report.getPercentile().hasInterval();
          case CHANGE -> report.getChange().hasInterval() || report.getChange().hasBaseline();
          case REPORT_NOT_SET -> throw unknownReport();
        };
    require(!dated, "report", "must not have an interval or a baseline: `period` says which");
    return report;
  }

  static Refusal unknownReport() {
    return invalid("report", "must be one of the reports");
  }

  private static Period period(ReportPeriod period) {
    Period.Unit unit =
        switch (period.getUnit()) {
          case PERIOD_UNIT_HOUR -> Period.Unit.HOUR;
          case PERIOD_UNIT_UNSPECIFIED, PERIOD_UNIT_DAY -> Period.Unit.DAY;
          case PERIOD_UNIT_WEEK -> Period.Unit.WEEK;
          case PERIOD_UNIT_MONTH -> Period.Unit.MONTH;
          case UNRECOGNIZED -> throw invalid("period.unit", "is not known here");
        };
    return new Period(unit, PERIOD.of(period.getCount()));
  }

  private static DocumentFormat format(io.tapline.report.v1.DocumentFormat format) {
    return switch (format) {
      case DOCUMENT_FORMAT_JSON -> DocumentFormat.JSON;
      case DOCUMENT_FORMAT_CSV -> DocumentFormat.CSV;
      case DOCUMENT_FORMAT_UNSPECIFIED, DOCUMENT_FORMAT_TEXT -> DocumentFormat.TEXT;
      case UNRECOGNIZED -> throw invalid("format", "is not known here");
    };
  }

  private static Schedule.Retention retention(RunRetention retention) {
    return new Schedule.Retention(RUNS.of(retention.getMaxRuns()), age(retention));
  }

  private static Duration age(RunRetention retention) {
    if (!retention.hasMaxAge()) {
      return STANDARD_AGE;
    }
    long seconds = retention.getMaxAge().getSeconds();
    require(
        seconds > 0 && seconds <= MAX_AGE.toSeconds(),
        "retention.max_age",
        "must be between 1 second and 3,660 days");
    return Duration.ofSeconds(seconds);
  }

  static void require(boolean holds, String field, String why) {
    if (!holds) {
      throw invalid(field, why);
    }
  }

  /** The field stands in the sentence. */
  static Refusal invalid(String field, String why) {
    String full = "schedule." + field;
    return Refusal.ofField(INVALID_SCHEDULE, full, "`" + full + "` " + why + ".");
  }

  static io.tapline.report.v1.Schedule message(Schedule.Stored stored) {
    io.tapline.report.v1.Schedule.Builder message =
        content(stored.schedule()).toBuilder()
            .setOwner(stored.owner())
            .setCreateTime(Timestamps.timestamp(stored.createTime()))
            .setUpdateTime(Timestamps.timestamp(stored.updateTime()));
    if (stored.next() != null) {
      message.setNextRunTime(Timestamps.timestamp(stored.next()));
    }
    return message.build();
  }

  private static io.tapline.report.v1.Schedule content(Schedule schedule) {
    try {
      return io.tapline.report.v1.Schedule.parseFrom(schedule.content());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a schedule was written by another program", e);
    }
  }
}
