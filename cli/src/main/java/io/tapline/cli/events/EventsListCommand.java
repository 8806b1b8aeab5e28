package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.SearchEventsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline events list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists events, latest first. Exit code 1: there is none.")
final class EventsListCommand implements Callable<Integer> {
  /** What was decided. */
  enum Decided {
    NEW,
    THRESHOLDED,
    RELAPSED;

    Outcome outcome() {
      return Outcome.valueOf("OUTCOME_" + this);
    }
  }

  @Mixin IntervalOptions times;
  @Mixin EventKinds events;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Source or target: address or prefix.")
  @Nullable String host;

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      description = "info, low, medium, high, critical; repeatable.")
  List<Level> severities = new ArrayList<>();

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "new, thresholded, relapsed; repeatable.")
  List<Decided> outcomes = new ArrayList<>();

  @Mixin EventPages pages;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    return pages.print(request(), times, server, output);
  }

  private SearchEventsRequest.Builder request() {
    return SearchEventsRequest.newBuilder()
        .setInterval(times.interval())
        .addAllCategories(events.categories)
        .addAllEventClasses(events.classes)
        .setHost(host == null ? "" : host)
        .addAllSeverities(severities.stream().map(Level::severity).toList())
        .addAllOutcomes(outcomes.stream().map(Decided::outcome).toList());
  }
}
