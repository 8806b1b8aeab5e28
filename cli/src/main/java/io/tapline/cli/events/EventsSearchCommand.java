package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.SearchEventsRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline events search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Finds events; all options must match. `__EMPTY__` as a value finds events that have none,"
            + " `__ANY__` those that have one. Exit code 1: there is none.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events search --host 192.0.2.7 --day today",
      "  tapline events search --source 2001:db8::/32 --protocol ssh --severity high",
      "  tapline events search --group __EMPTY__ --from now-1d      nobody is responsible",
      "  tapline events search --class scan --sort storagetime.asc --format json"
    })
final class EventsSearchCommand implements Callable<Integer> {
  @Mixin EventQueryOptions query;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "detecttime.desc",
      description = "detecttime or storagetime, a dot, asc or desc (default ${DEFAULT-VALUE}).")
  String sort;

  @Mixin EventPages pages;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    return pages.print(
        SearchEventsRequest.newBuilder().setQuery(query.query()).setSortBy(sort),
        query.times,
        server,
        output);
  }
}
