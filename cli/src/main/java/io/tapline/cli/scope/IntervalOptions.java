package io.tapline.cli.scope;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.cli.output.Column;
import io.tapline.cli.time.TimeArgument;
import io.tapline.cli.time.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options {@code --from}, {@code --to}, {@code --day} and {@code --zone}. */
public final class IntervalOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Beginning: what ended before is left out. RFC 3339, YYYY-MM-DD, 'YYYY-MM-DD HH:MM[:SS]',"
              + " now-2h, today, yesterday.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "End: what began then or later is left out. The same forms.")
  @Nullable String to;

  @Option(
      names = "--day",
      paramLabel = "DAY",
      description = "One whole day: YYYY-MM-DD, today or yesterday.")
  @Nullable String day;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Time zone of times without one, and of tables (default ${DEFAULT-VALUE}).")
  String zone;

  /** Whether either end was chosen. */
  boolean isGiven() {
    return from != null || to != null || day != null;
  }

  /** The interval asked for; either end may be open. */
  public Interval interval() {
    Instant now = Instant.now();
    if (day != null) {
      return dayInterval(day, now);
    }
    Interval.Builder interval = Interval.newBuilder();
    if (from != null) {
      interval.setStartTime(Times.timestamp(time(from, now)));
    }
    if (to != null) {
      interval.setEndTime(Times.timestamp(time(to, now)));
    }
    return interval.build();
  }

  /**
   * The interval asked for, which must have both ends.
   *
   * @param otherwise the sentence for people who left one open
   */
  public Interval bounded(String otherwise) {
    Interval interval = interval();
    if (!interval.hasStartTime() || !interval.hasEndTime()) {
      throw usage(otherwise);
    }
    return interval;
  }

  public ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw usage("'" + zone + "' is not a time zone: use UTC, +01:00 or Europe/Prague.");
    }
  }

  /** A column of times: exact for programs, in the chosen zone for people. */
  public <R> Column<R> column(String name, Function<R, Timestamp> time) {
    return column(name, time, zone());
  }

  /** A column of times: exact for programs, in {@code zone} for people. */
  public static <R> Column<R> column(String name, Function<R, Timestamp> time, ZoneId zone) {
    return new Column<>(
        name,
        false,
        row -> Times.exact(time.apply(row)),
        row -> Times.people(time.apply(row), zone));
  }

  private Interval dayInterval(String typed, Instant now) {
    if (from != null || to != null) {
      throw usage("--day cannot be combined with --from or --to.");
    }
    Instant start = time(typed, now);
    Instant end = start.atZone(zone()).plusDays(1).toInstant();
    if (Duration.between(start, end).isNegative()) {
      throw usage("'" + typed + "' is not a day.");
    }
    return Interval.newBuilder()
        .setStartTime(Times.timestamp(start))
        .setEndTime(Times.timestamp(end))
        .build();
  }

  private Instant time(String typed, Instant now) {
    try {
      return TimeArgument.parse(typed, now, zone());
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage() + ".");
    }
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
