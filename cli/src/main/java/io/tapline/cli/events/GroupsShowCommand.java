package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.GetAbuseGroupRequest;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline events groups show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows one abuse group.")
final class GroupsShowCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "The group's name.")
  String name;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    GetAbuseGroupRequest request = GetAbuseGroupRequest.newBuilder().setName(name).build();
    output.rows(
        List.of(ReportingServiceGrpc.newBlockingStub(server.connect()).getAbuseGroup(request)),
        GroupText.columns());
  }
}
