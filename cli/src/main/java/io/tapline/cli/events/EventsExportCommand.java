package io.tapline.cli.events;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Printable;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.SearchEventsResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tapline events export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes the IDEA messages of all events that match, oldest first: a line each on the standard"
            + " output, or a file each in a Warden file spool. Exit code 1: there is none.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events export --day yesterday > events.jsonl",
      "  tapline events export --group abuse@example.org --to-dir /var/spool/warden_sender"
    })
final class EventsExportCommand implements Callable<Integer> {
  private static final int PAGE_SIZE = 1_000;

  @Spec CommandSpec command;
  @Mixin EventQueryOptions query;

  @Option(
      names = "--to-dir",
      paramLabel = "DIRECTORY",
      description = "A spool: each message is a file in DIRECTORY/incoming, byte for byte.")
  @Nullable Path directory;

  @Mixin ServerOption server;

  private interface Writer {
    void write(Event event) throws IOException;
  }

  @Override
  public Integer call() {
    try {
      long written = export(writer());
      command.commandLine().getErr().printf("Wrote %,d events.%n", written);
      return ExitCode.found(written);
    } catch (IOException e) {
      throw new CliException(ExitCode.USAGE, "Cannot be written: " + Printable.of(e.toString()));
    }
  }

  private Writer writer() throws IOException {
    if (directory == null) {
      PrintWriter out = command.commandLine().getOut();
      return event -> out.println(oneLine(event.getIdeaJson()));
    }
    IdeaSpool spool = new IdeaSpool(directory);
    spool.create();
    return event -> spool.write(event.getId(), event.getIdeaJson());
  }

  /** A line end in JSON is a blank between tokens: within strings it is always escaped. */
  private static String oneLine(String json) {
    return json.replace('\n', ' ').replace('\r', ' ');
  }

  private long export(Writer writer) throws IOException {
    EventServiceBlockingStub events = EventServiceGrpc.newBlockingStub(server.connect());
    SearchEventsRequest.Builder request =
        SearchEventsRequest.newBuilder()
            .setQuery(query.query())
            .addColumns("event")
            .setSortBy("detecttime.asc")
            .setPageSize(PAGE_SIZE);
    long written = 0;
    do {
      SearchEventsResponse page = events.searchEvents(request.build());
      for (Event event : page.getEventsList()) {
        writer.write(event);
        written++;
      }
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return written;
  }
}
