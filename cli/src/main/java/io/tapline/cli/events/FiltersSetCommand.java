package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.time.TimeArgument;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.ReportFilter;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import io.tapline.eventstore.v1.SetReportFilterRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline events filters set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Creates or replaces a filter: events that match all conditions are not reported. Hits stay.",
      "An address matches when all of it lies within the one given; an event with several sources"
          + " is reported for those that do not match."
    })
final class FiltersSetCommand implements Runnable {
  @Spec CommandSpec command;

  @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
  String group;

  @Parameters(index = "1", paramLabel = "NAME", description = "The filter's name.")
  String name;

  @Mixin EventQueryOptions events;

  @Option(names = "--valid-from", paramLabel = "TIME", description = "In use from this time on.")
  @Nullable String validFrom;

  @Option(names = "--valid-to", paramLabel = "TIME", description = "In use before this time.")
  @Nullable String validTo;

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why it is there.")
  String comment = "";

  @Option(names = "--disabled", description = "Out of use.")
  boolean disabled;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    SetReportFilterRequest request =
        SetReportFilterRequest.newBuilder().setFilter(filter()).build();
    output.rows(
        List.of(ReportingServiceGrpc.newBlockingStub(server.connect()).setReportFilter(request)),
        FilterText.columns());
  }

  private ReportFilter filter() {
    ReportFilter.Builder filter =
        ReportFilter.newBuilder()
            .setGroup(group)
            .setName(name)
            .setDisabled(disabled)
            .setRule(events.restricting("Say which events: a filter needs a condition."))
            .setComment(comment);
    if (validFrom != null) {
      filter.setValidFromTime(Times.timestamp(time(validFrom)));
    }
    if (validTo != null) {
      filter.setValidToTime(Times.timestamp(time(validTo)));
    }
    return filter.build();
  }

  private Instant time(String text) {
    try {
      return TimeArgument.parse(text, Instant.now(), ZoneOffset.UTC);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage() + ".");
    }
  }
}
