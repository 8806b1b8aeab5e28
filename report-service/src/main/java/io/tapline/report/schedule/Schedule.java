package io.tapline.report.schedule;

import io.tapline.report.document.DocumentFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A report and when it is run; validated.
 *
 * @param content all of it as a Schedule message without what the service adds
 * @param report a ReportDefinition message
 */
record Schedule(
    String name,
    byte[] content,
    byte[] report,
    Period period,
    Timing timing,
    DocumentFormat format,
    List<Delivery> deliveries,
    Retention retention,
    boolean disabled) {

  /** How a schedule is read from its content. */
  @FunctionalInterface
  interface Form {
    Schedule read(byte[] content);
  }

  /** When it is due. */
  record Timing(String cron, ZoneId zone) {
    DueTimes due() {
      return new DueTimes(cron, zone);
    }
  }

  /** How long runs that are over are kept. */
  record Retention(int maxRuns, Duration maxAge) {}

  /**
   * As it is stored.
   *
   * @param next when it is due; null while it is disabled
   */
  record Stored(
      Schedule schedule,
      String owner,
      Instant createTime,
      Instant updateTime,
      @Nullable Instant next) {}

  /** When it is due after a time; empty while it is disabled. */
  Optional<Instant> next(Instant after) {
    return disabled ? Optional.empty() : timing.due().after(after);
  }
}
