package io.tapline.cli.scope;

import com.google.type.Interval;
import io.tapline.cli.time.TimeArgument;
import io.tapline.cli.time.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options {@code --baseline-from} and {@code --baseline-to}. */
public final class BaselineOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--baseline-from",
      paramLabel = "TIME",
      description = "Beginning of what it is compared with (default: as long, and just before).")
  @Nullable String from;

  @Option(
      names = "--baseline-to",
      paramLabel = "TIME",
      description = "End of what it is compared with.")
  @Nullable String to;

  /** What was asked for; empty without either option. */
  public Optional<Interval> interval(ZoneId zone) {
    if (from == null && to == null) {
      return Optional.empty();
    }
    if (from == null || to == null) {
      throw usage("--baseline-from and --baseline-to go together.");
    }
    Instant now = Instant.now();
    return Optional.of(
        Interval.newBuilder()
            .setStartTime(Times.timestamp(time(from, now, zone)))
            .setEndTime(Times.timestamp(time(to, now, zone)))
            .build());
  }

  private Instant time(String typed, Instant now, ZoneId zone) {
    try {
      return TimeArgument.parse(typed, now, zone);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage() + ".");
    }
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
