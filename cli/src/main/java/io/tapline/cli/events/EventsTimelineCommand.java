package io.tapline.cli.events;

import com.google.type.Interval;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Bars;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.cli.time.Times;
import io.tapline.cli.time.WidthConverter;
import io.tapline.eventstore.v1.EventAnalysisServiceGrpc;
import io.tapline.eventstore.v1.GetEventTimelineRequest;
import io.tapline.eventstore.v1.GetEventTimelineResponse;
import io.tapline.eventstore.v1.TimelineBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline events timeline}. */
@Command(
    name = "timeline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Counts events by time; buckets without events are printed, too. With --by, the most frequent"
            + " values have a column each, all others are the rest. Exit code 1: there is no event.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events timeline --day today",
      "  tapline events timeline --step 1d --from now-30d --to now-0d --by category --limit 3"
    })
final class EventsTimelineCommand implements Callable<Integer> {
  private static final int PLOT_CELLS = 40;

  @Option(
      names = "--step",
      paramLabel = "WIDTH",
      defaultValue = "1h",
      converter = WidthConverter.class,
      description = "Width of a bucket: 5m, 1h, 1d ... (default ${DEFAULT-VALUE}).")
  Duration step;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      defaultValue = "",
      description = "A series for each value of this column, named as in `events top`.")
  String by;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "5",
      description = "Values with a series, at most 100 (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin EventQueryOptions query;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    GetEventTimelineResponse answer =
        EventAnalysisServiceGrpc.newBlockingStub(server.connect()).getEventTimeline(request());
    output.rows(answer.getBucketsList(), columns(answer));
    output.remark("In all: %,d events.".formatted(answer.getEvents()));
    return ExitCode.found(answer.getEvents());
  }

  private GetEventTimelineRequest request() {
    Interval interval = query.times.bounded("A timeline needs --day, or both --from and --to.");
    return GetEventTimelineRequest.newBuilder()
        .setQuery(query.query())
        .setInterval(interval)
        .setStep(Times.duration(step))
        .setAggrSet(by)
        .setLimit(limit)
        .build();
  }

  private List<Column<TimelineBucket>> columns(GetEventTimelineResponse answer) {
    List<Column<TimelineBucket>> columns = new ArrayList<>();
    columns.add(query.times.column("start", TimelineBucket::getStartTime));
    columns.add(Column.count("events", TimelineBucket::getEvents));
    for (int i = 0; i < answer.getValuesCount(); i++) {
      int place = i;
      columns.add(Column.count(answer.getValues(i).getValue(), bucket -> bucket.getCounts(place)));
    }
    if (!by.isEmpty()) {
      columns.add(Column.count("rest", TimelineBucket::getRest));
    }
    if (output.format() == Format.TABLE) {
      columns.add(Bars.column("", answer.getBucketsList(), TimelineBucket::getEvents, PLOT_CELLS));
    }
    return columns;
  }
}
