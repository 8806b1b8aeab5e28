package io.tapline.flowlog.retention;

import io.tapline.flowlog.retention.DiskSpace.Space;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which days leave the log. Pure and without memory.
 *
 * <pre>
 *   oldest day   ...   yesterday | today
 *   leave first                  | its settled segments: last, by bytes or in need only
 * </pre>
 *
 * The reserve calls for past days only while they can restore it. Where they cannot, something else
 * fills the file system, and the log is not emptied for it before less than a quarter of the
 * reserve is free; then today's settled segments may leave as well.
 *
 * @param age days that ended longer ago leave; zero for never
 * @param limitBytes of all segments; 0 for no limit
 */
public record RetentionPolicy(Duration age, long limitBytes, Reserve reserve) {
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
  private static final int NEED_DIVISOR = 4;

  public RetentionPolicy {
    if (age.isNegative() || (age.isPositive() && age.compareTo(Duration.ofDays(1)) < 0)) {
      throw new IllegalArgumentException("The age of retention is one day or more, or 0 for ever.");
    }
    if (limitBytes < 0) {
      throw new IllegalArgumentException("The bytes of retention are not negative.");
    }
  }

  /** Why a day leaves. */
  public enum Reason {
    AGE,
    BYTES,
    FREE_SPACE;

    /** As in the ledger and in metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Closed connections of the log by the day on which they were written.
   *
   * @param bytes of all their segments
   * @param settledBytes of the segments whose space returns to the file system at once
   */
  public record StoredDay(long day, long bytes, long settledBytes) {}

  /**
   * What is known before a decision.
   *
   * @param days oldest first
   * @param space of the database's file system, where it can be seen
   * @param reusableBytes space inside the database that the next segments use before it grows
   * @param derivedBytes of files that can be made again
   */
  public record Situation(
      Instant now,
      List<StoredDay> days,
      Optional<Space> space,
      long reusableBytes,
      long derivedBytes) {
    long today() {
      return Math.floorDiv(now.getEpochSecond(), DAY_SECONDS);
    }
  }

  /**
   * A day to drop.
   *
   * @param settledOnly what was not settled yet, and so is the latest, stays
   */
  public record Drop(long day, boolean settledOnly, Reason reason) {}

  /**
   * What is to be done, in order.
   *
   * @param derivedBytes of derived files to give up first
   */
  public record Decision(long derivedBytes, List<Drop> drops) {}

  public Decision decide(Situation situation) {
    Choice choice = new Choice(situation);
    if (age.isPositive()) {
      choice.dropEndedBefore(situation.now().minus(age));
    }
    if (limitBytes > 0) {
      choice.drop(choice.leftBytes() - limitBytes, Reason.BYTES, true);
    }
    long derived = situation.space().map(space -> restore(choice, space)).orElse(0L);
    return new Decision(derived, List.copyOf(choice.drops));
  }

  private long restore(Choice choice, Space space) {
    Situation situation = choice.situation;
    long reserved = reserve.bytes(space.totalBytes());
    long available = space.freeBytes() + situation.reusableBytes() + choice.droppedBytes;
    long missing = Math.max(0, reserved - available);
    long derived = Math.min(missing, situation.derivedBytes());
    missing -= derived;
    if (choice.pastBytes() >= missing) {
      choice.drop(missing, Reason.FREE_SPACE, false);
    } else {
      choice.drop(missing - (reserved - reserved / NEED_DIVISOR), Reason.FREE_SPACE, true);
    }
    return derived;
  }

  /** Days that stay and days that leave, while deciding. */
  private static final class Choice {
    final Situation situation;
    final List<StoredDay> left;
    final List<Drop> drops = new ArrayList<>();
    long droppedBytes;

    Choice(Situation situation) {
      this.situation = situation;
      this.left = new ArrayList<>(situation.days());
    }

    boolean isPast(StoredDay day) {
      return day.day() < situation.today();
    }

    long leftBytes() {
      return left.stream().mapToLong(StoredDay::bytes).sum();
    }

    long pastBytes() {
      return left.stream().filter(this::isPast).mapToLong(StoredDay::bytes).sum();
    }

    void dropEndedBefore(Instant instant) {
      for (Iterator<StoredDay> days = left.iterator(); days.hasNext(); ) {
        StoredDay day = days.next();
        if ((day.day() + 1) * DAY_SECONDS <= instant.getEpochSecond()) {
          drop(day, Reason.AGE);
          days.remove();
        }
      }
    }

    /** Oldest days first until as many bytes leave. */
    void drop(long bytes, Reason reason, boolean todayToo) {
      long enough = droppedBytes + bytes;
      for (Iterator<StoredDay> days = left.iterator(); days.hasNext() && droppedBytes < enough; ) {
        StoredDay day = days.next();
        if (isPast(day) || (todayToo && day.settledBytes() > 0)) {
          drop(day, reason);
          days.remove();
        }
      }
    }

    private void drop(StoredDay day, Reason reason) {
      boolean past = isPast(day);
      drops.add(new Drop(day.day(), !past, reason));
      droppedBytes += past ? day.bytes() : day.settledBytes();
    }
  }
}
