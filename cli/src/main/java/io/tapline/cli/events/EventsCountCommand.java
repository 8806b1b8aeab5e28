package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.CountEventsRequest;
import io.tapline.eventstore.v1.EventAnalysisServiceGrpc;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tapline events count}. */
@Command(
    name = "count",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints the number of events that match. Exit code 1: there is none.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events count --day yesterday",
      "  tapline events count --detector org.example.honeypot --from now-30d"
    })
final class EventsCountCommand implements Callable<Integer> {
  @Spec CommandSpec command;
  @Mixin EventQueryOptions query;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    long count =
        EventAnalysisServiceGrpc.newBlockingStub(server.connect())
            .countEvents(CountEventsRequest.newBuilder().setQuery(query.query()).build())
            .getCount();
    command.commandLine().getOut().println(count);
    return ExitCode.found(count);
  }
}
