package io.tapline.cli.output;

import io.tapline.cli.time.Times;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.type.v1.Loss;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Says what an answer does not cover; nothing when it covers all. */
public final class CompletenessRemark {
  private static final int SHOWN = 3;

  private CompletenessRemark() {}

  public static void print(Completeness completeness, Output output) {
    if (completeness.hasKeptSinceTime()) {
      output.err().println(kept(completeness));
    }
    if (completeness.getLossesCount() == 0 && completeness.getLostMap().isEmpty()) {
      return;
    }
    output.err().println("Not complete: " + what(completeness.getLostMap()));
    completeness.getLossesList().stream().limit(SHOWN).forEach(loss -> print(loss, output));
  }

  private static String kept(Completeness completeness) {
    return String.format(
        "Kept since %s: %,d earlier connections left the log by retention.",
        Times.instant(completeness.getKeptSinceTime()).truncatedTo(ChronoUnit.SECONDS),
        completeness.getRemovedConnections());
  }

  private static String what(Map<String, Long> lost) {
    String known = LostUnits.of(lost);
    return known.isEmpty()
        ? "an unknown number of frames was not captured in this interval."
        : String.format("%s are known to be lost in this interval.", known);
  }

  private static void print(Loss loss, Output output) {
    output
        .err()
        .printf(
            "  %s (%s): %s%n",
            loss.getSource(), loss.getHop(), Printable.of(loss.getDescription()));
  }
}
