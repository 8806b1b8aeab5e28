package io.tapline.cli.events;

import com.google.protobuf.Duration;
import io.tapline.cli.output.Column;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.ThresholdRule;
import java.util.List;
import java.util.stream.Collectors;

/** Rules as rows. */
final class RuleText {
  private RuleText() {}

  static List<Column<ThresholdRule>> columns() {
    return List.of(
        Column.number("rank", ThresholdRule::getRank),
        Column.text("name", ThresholdRule::getName),
        Column.text("event_classes", rule -> String.join(" ", rule.getEventClassesList())),
        Column.text("categories", rule -> String.join(" ", rule.getCategoriesList())),
        Column.text("detectors", rule -> String.join(" ", rule.getDetectorsList())),
        Column.text("severities", RuleText::severities),
        Column.text("groups", rule -> String.join(" ", rule.getGroupsList())),
        Column.text("threshold", rule -> width(rule.getThreshold())),
        Column.text("relapse", rule -> width(rule.getRelapse())),
        Column.text("period", rule -> width(rule.getPeriod())));
  }

  private static String severities(ThresholdRule rule) {
    return rule.getSeveritiesList().stream()
        .map(EventText::severity)
        .collect(Collectors.joining(" "));
  }

  private static String width(Duration width) {
    return Times.duration(width).toString();
  }
}
