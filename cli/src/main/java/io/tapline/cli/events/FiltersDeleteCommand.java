package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.DeleteReportFilterRequest;
import io.tapline.eventstore.v1.DeleteReportFilterResponse;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline events filters delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Deletes a filter.")
final class FiltersDeleteCommand implements Runnable {
  @Spec CommandSpec command;

  @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
  String group;

  @Parameters(index = "1", paramLabel = "NAME", description = "The filter's name.")
  String name;

  @Mixin ServerOption server;

  @Override
  public void run() {
    DeleteReportFilterResponse unused =
        ReportingServiceGrpc.newBlockingStub(server.connect())
            .deleteReportFilter(
                DeleteReportFilterRequest.newBuilder().setGroup(group).setName(name).build());
    command.commandLine().getOut().printf("Deleted the filter %s of %s.%n", name, group);
  }
}
