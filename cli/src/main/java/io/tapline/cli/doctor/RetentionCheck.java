package io.tapline.cli.doctor;

import io.tapline.cli.output.Units;
import io.tapline.cli.time.Times;
import io.tapline.flowlog.v1.RetentionStatus;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Whether the log is kept from filling the disk, and what left it already. */
final class RetentionCheck {
  private static final String CHECK = "retention";
  private static final long SECONDS_PER_DAY = 86_400;

  private RetentionCheck() {}

  static Finding of(RetentionStatus status) {
    String found = String.join(", ", facts(status));
    if (!status.hasFreeBytes()) {
      return status.getLimitBytes() > 0
          ? Finding.ok(CHECK, found)
          : Finding.limited(
              CHECK,
              found,
              "the free space of a database elsewhere cannot be seen: set"
                  + " tapline.flowlog.retention.bytes");
    }
    return status.getFreeBytes() < status.getReserveBytes()
        ? Finding.limited(CHECK, found, "free some space, or the oldest days of the log leave")
        : Finding.ok(CHECK, found);
  }

  private static List<String> facts(RetentionStatus status) {
    List<String> facts = new ArrayList<>();
    if (status.hasAge()) {
      facts.add("kept for %,d days".formatted(status.getAge().getSeconds() / SECONDS_PER_DAY));
    }
    if (status.getLimitBytes() > 0) {
      facts.add("at most " + Units.bytes(status.getLimitBytes()));
    }
    if (status.hasFreeBytes()) {
      facts.add(
          "%s free, %s of it reserved"
              .formatted(
                  Units.bytes(status.getFreeBytes()), Units.bytes(status.getReserveBytes())));
    }
    if (facts.isEmpty()) {
      facts.add("no limit");
    }
    facts.add(removed(status));
    return facts;
  }

  private static String removed(RetentionStatus status) {
    return status.hasLastRemovalTime()
        ? "%s left, the last on %s"
            .formatted(
                Units.count(status.getRemovedConnections(), "connections"),
                Times.instant(status.getLastRemovalTime()).truncatedTo(ChronoUnit.SECONDS))
        : "nothing left so far";
  }
}
