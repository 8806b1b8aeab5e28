package io.tapline.report.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The five fields of crontab(5): minute, hour, day of the month, month, day of the week. Knows
 * local times only, to the minute; of the library, what concerns zones is not used.
 */
final class Cron {
  private static final int MAX_LENGTH = 200;

  private final ExecutionTime times;

  private Cron(ExecutionTime times) {
    this.times = times;
  }

  /**
   * @throws IllegalArgumentException with the reason, when it is none
   */
  static Cron parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("is longer than %d characters".formatted(MAX_LENGTH));
    }
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    return new Cron(ExecutionTime.forCron(parser.parse(text)));
  }

  /** The first time that matches after another; empty where there is none. */
  Optional<LocalDateTime> after(LocalDateTime time) {
    return times.nextExecution(carrier(time)).map(ZonedDateTime::toLocalDateTime);
  }

  /** The last time that matches before another; empty where there is none. */
  Optional<LocalDateTime> before(LocalDateTime time) {
    LocalDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
    LocalDateTime exclusive = minute.equals(time) ? minute : minute.plusMinutes(1);
    return times.lastExecution(carrier(exclusive)).map(ZonedDateTime::toLocalDateTime);
  }

  /** UTC has neither gaps nor overlaps. */
  private static ZonedDateTime carrier(LocalDateTime time) {
    return time.atZone(ZoneOffset.UTC);
  }
}
