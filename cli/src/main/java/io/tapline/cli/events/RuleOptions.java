package io.tapline.cli.events;

import io.tapline.cli.time.Times;
import io.tapline.cli.time.WidthConverter;
import io.tapline.eventstore.v1.ThresholdRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A threshold rule as arguments. */
final class RuleOptions {
  @Parameters(paramLabel = "NAME", description = "The rule's name: a-z, 0-9 and hyphens.")
  String name;

  @Option(names = "--rank", paramLabel = "N", description = "Lower ranks are tried first.")
  int rank;

  @Option(names = "--class", paramLabel = "NAME", description = "Event class; repeatable.")
  List<String> classes = new ArrayList<>();

  @Option(names = "--category", paramLabel = "NAME", description = "IDEA category; repeatable.")
  List<String> categories = new ArrayList<>();

  @Option(names = "--detector", paramLabel = "NAME", description = "Node's name; repeatable.")
  List<String> detectors = new ArrayList<>();

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      description = "info, low, medium, high, critical; repeatable.")
  List<Level> severities = new ArrayList<>();

  @Option(names = "--group", paramLabel = "NAME", description = "Abuse group; repeatable.")
  List<String> groups = new ArrayList<>();

  @Option(
      names = "--threshold",
      required = true,
      paramLabel = "WIDTH",
      converter = WidthConverter.class,
      description = "How long a key stays quiet, for example 6d.")
  Duration threshold;

  @Option(
      names = "--relapse",
      paramLabel = "WIDTH",
      defaultValue = "0s",
      converter = WidthConverter.class,
      description = "Last part of it in which an event makes the key relapse; 0s: never.")
  Duration relapse;

  @Option(
      names = "--period",
      paramLabel = "WIDTH",
      defaultValue = "0s",
      converter = WidthConverter.class,
      description = "How long after its end the key's next event can be a relapse.")
  Duration period;

  ThresholdRule rule() {
    return ThresholdRule.newBuilder()
        .setName(name)
        .setRank(rank)
        .addAllEventClasses(classes)
        .addAllCategories(categories)
        .addAllDetectors(detectors)
        .addAllSeverities(severities.stream().map(Level::severity).toList())
        .addAllGroups(groups)
        .setThreshold(Times.duration(threshold))
        .setRelapse(Times.duration(relapse))
        .setPeriod(Times.duration(period))
        .build();
  }
}
