package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.CountEventsRequest;
import io.tapline.eventstore.v1.DeleteEventsRequest;
import io.tapline.eventstore.v1.EventAnalysisServiceGrpc;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tapline events delete}: without {@code --yes} it only says what it would delete. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Deletes the events that match, for good. Without --yes it only counts them. At least one"
            + " condition is needed. Exit code 1: there is none.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events delete --category Test --to now-30d            how many would go",
      "  tapline events delete --category Test --to now-30d --yes      they go"
    })
final class EventsDeleteCommand implements Callable<Integer> {
  @Spec CommandSpec command;
  @Mixin EventQueryOptions query;

  @Option(names = "--yes", description = "Really delete.")
  boolean yes;

  @Mixin ServerOption server;

  @Override
  public Integer call() {
    EventQuery restricting = query.restricting();
    long count = yes ? delete(restricting) : count(restricting);
    PrintWriter out = command.commandLine().getOut();
    out.printf(yes ? "Deleted %,d events.%n" : "%,d events match; --yes deletes them.%n", count);
    return ExitCode.found(count);
  }

  private long delete(EventQuery restricting) {
    return EventServiceGrpc.newBlockingStub(server.connect())
        .deleteEvents(DeleteEventsRequest.newBuilder().setQuery(restricting).build())
        .getDeleted();
  }

  private long count(EventQuery restricting) {
    return EventAnalysisServiceGrpc.newBlockingStub(server.connect())
        .countEvents(CountEventsRequest.newBuilder().setQuery(restricting).build())
        .getCount();
  }
}
