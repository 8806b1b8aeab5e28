package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.DeleteAbuseGroupRequest;
import io.tapline.eventstore.v1.DeleteAbuseGroupResponse;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline events groups delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Deletes an abuse group with its filters; its reports stay.")
final class GroupsDeleteCommand implements Runnable {
  @Spec CommandSpec command;

  @Parameters(paramLabel = "NAME", description = "The group's name.")
  String name;

  @Mixin ServerOption server;

  @Override
  public void run() {
    DeleteAbuseGroupResponse unused =
        ReportingServiceGrpc.newBlockingStub(server.connect())
            .deleteAbuseGroup(DeleteAbuseGroupRequest.newBuilder().setName(name).build());
    command.commandLine().getOut().printf("Deleted the group %s.%n", name);
  }
}
