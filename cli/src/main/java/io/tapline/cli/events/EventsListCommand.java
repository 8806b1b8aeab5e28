package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.SearchEventsResponse;
import io.tapline.type.v1.Severity;
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
    RELAPSED
  }

  @Mixin IntervalOptions times;

  @Option(names = "--category", paramLabel = "NAME", description = "IDEA category; repeatable.")
  List<String> categories = new ArrayList<>();

  @Option(names = "--class", paramLabel = "NAME", description = "Event class; repeatable.")
  List<String> classes = new ArrayList<>();

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

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Events printed, at most 1000 (default ${DEFAULT-VALUE}).")
  int limit;

  @Option(
      names = "--page-token",
      paramLabel = "TOKEN",
      defaultValue = "",
      description = "Go on after the page that gave this token.")
  String pageToken;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    SearchEventsResponse answer =
        EventServiceGrpc.newBlockingStub(server.connect()).searchEvents(request());
    output.rows(answer.getEventsList(), EventColumns.of(times, output.format()));
    if (!answer.getNextPageToken().isEmpty()) {
      output.err().printf("There is more: --page-token %s%n", answer.getNextPageToken());
    }
    if (answer.getEventsCount() == 0) {
      output.err().println("No event.");
      return ExitCode.NOTHING_FOUND;
    }
    return ExitCode.DONE;
  }

  private SearchEventsRequest request() {
    SearchEventsRequest.Builder request =
        SearchEventsRequest.newBuilder()
            .setInterval(times.interval())
            .addAllCategories(categories)
            .addAllEventClasses(classes)
            .setHost(host == null ? "" : host)
            .setPageSize(limit)
            .setPageToken(pageToken);
    severities.forEach(level -> request.addSeverities(Severity.valueOf("SEVERITY_" + level)));
    outcomes.forEach(outcome -> request.addOutcomes(Outcome.valueOf("OUTCOME_" + outcome)));
    return request.build();
  }
}
