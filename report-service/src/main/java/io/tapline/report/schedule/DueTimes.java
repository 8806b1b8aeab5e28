package io.tapline.report.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule is due: the local times of a cron expression as instants of a zone. Where a
 * change of the clocks skips a local time, it is due at the instant of the change; several such are
 * due there once. A local time that comes twice is due the first time.
 *
 * <pre>
 * local   01:30  02:30  03:30        01:30  02:30  02:30  03:30
 *           |    (gap)    |            |      |   (again)   |
 * due       x      x      x            x      x             x
 * </pre>
 */
final class DueTimes {
  private final Cron cron;
  private final ZoneId zone;

  /**
   * @throws IllegalArgumentException with the reason, when the expression is none
   */
  DueTimes(String cron, ZoneId zone) {
    this.cron = Cron.parse(cron);
    this.zone = zone;
  }

  /** The first after an instant; empty where there is none. */
  Optional<Instant> after(Instant instant) {
    Optional<LocalDateTime> local = cron.after(instant.atZone(zone).toLocalDateTime());
    while (local.isPresent() && !due(local.get()).isAfter(instant)) {
      local = cron.after(local.get());
    }
    return local.map(this::due);
  }

  /** The last at or before an instant; empty where there is none. */
  Optional<Instant> upTo(Instant instant) {
    Optional<LocalDateTime> local = cron.before(beyond(instant));
    while (local.isPresent() && due(local.get()).isAfter(instant)) {
      local = cron.before(local.get());
    }
    return local.map(this::due);
  }

  /** A local time behind all that are due by an instant: those that come twice came already. */
  private LocalDateTime beyond(Instant instant) {
    LocalDateTime local = instant.atZone(zone).toLocalDateTime();
    @Nullable ZoneOffsetTransition change = zone.getRules().getTransition(local);
    if (change != null && change.isOverlap()) {
      return change.getDateTimeBefore();
    }
    return local.plusNanos(1);
  }

  private Instant due(LocalDateTime local) {
    @Nullable ZoneOffsetTransition change = zone.getRules().getTransition(local);
    if (change == null) {
      return local.atZone(zone).toInstant();
    }
    return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
  }
}
