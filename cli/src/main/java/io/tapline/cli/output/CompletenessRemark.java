package io.tapline.cli.output;

import com.google.type.Interval;
import io.tapline.cli.time.Times;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.FilterRemark;
import io.tapline.type.v1.Loss;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says what an answer does not cover, on the standard error stream; nothing when it covers all.
 * Beside JSON it is one JSON object, otherwise sentences.
 */
public final class CompletenessRemark {
  private static final int SHOWN = 3;

  private CompletenessRemark() {}

  public static void print(Completeness completeness, Printing output) {
    if (coversAll(completeness)) {
      return;
    }
    if (output.format() == Format.JSON) {
      output.err().println(CompletenessJson.of(completeness));
      return;
    }
    words(completeness, output);
  }

  private static boolean coversAll(Completeness completeness) {
    return completeness.getUncoveredCount() == 0
        && completeness.getFilterRemarksCount() == 0
        && !completeness.hasKeptSinceTime()
        && isLossless(completeness);
  }

  private static boolean isLossless(Completeness completeness) {
    return completeness.getLossesCount() == 0 && completeness.getLostMap().isEmpty();
  }

  private static void words(Completeness completeness, Printing output) {
    for (FilterRemark remark : completeness.getFilterRemarksList()) {
      output.err().println("Filter: " + Printable.of(remark.getDescription()));
    }
    if (completeness.getUncoveredCount() > 0) {
      output.err().println(uncovered(completeness.getUncoveredList()));
    }
    if (completeness.hasKeptSinceTime()) {
      output.err().println(kept(completeness));
    }
    if (!isLossless(completeness)) {
      output.err().println("Not complete: " + what(completeness.getLostMap()));
      completeness.getLossesList().stream().limit(SHOWN).forEach(loss -> print(loss, output));
    }
  }

  private static String uncovered(List<Interval> gaps) {
    String places =
        gaps.stream().limit(SHOWN).map(CompletenessRemark::place).collect(Collectors.joining(", "));
    return "Not covered: nothing was captured "
        + places
        + (gaps.size() > SHOWN ? " and in %,d more gaps.".formatted(gaps.size() - SHOWN) : ".");
  }

  private static String place(Interval gap) {
    if (gap.hasStartTime() && gap.hasEndTime()) {
      return "from " + Times.exact(gap.getStartTime()) + " to " + Times.exact(gap.getEndTime());
    }
    if (gap.hasStartTime()) {
      return "after " + Times.exact(gap.getStartTime());
    }
    return gap.hasEndTime() ? "before " + Times.exact(gap.getEndTime()) : "in this interval";
  }

  private static String kept(Completeness completeness) {
    Instant since = Times.instant(completeness.getKeptSinceTime());
    return String.format(
        "Kept since %s: %,d earlier connections left the log by retention.",
        since.truncatedTo(ChronoUnit.SECONDS), completeness.getRemovedConnections());
  }

  private static String what(Map<String, Long> lost) {
    String known = LostUnits.of(lost);
    return known.isEmpty()
        ? "an unknown number of frames was not captured in this interval."
        : String.format("%s are known to be lost in this interval.", known);
  }

  private static void print(Loss loss, Printing output) {
    output
        .err()
        .printf(
            "  %s (%s): %s%n",
            loss.getSource(), EnumWord.ofHop(loss.getHop()), Printable.of(loss.getDescription()));
  }
}
