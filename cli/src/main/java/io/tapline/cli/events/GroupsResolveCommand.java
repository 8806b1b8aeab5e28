package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import io.tapline.eventstore.v1.ResolveAbuseGroupRequest;
import io.tapline.eventstore.v1.ResolveAbuseGroupResponse;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline events groups resolve}. */
@Command(
    name = "resolve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says which group an address belongs to: the one with the smallest network that contains"
            + " it. Exit code 1: none.")
final class GroupsResolveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ADDRESS", description = "Address, prefix or range a-b.")
  String address;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    ResolveAbuseGroupResponse answer =
        ReportingServiceGrpc.newBlockingStub(server.connect())
            .resolveAbuseGroup(ResolveAbuseGroupRequest.newBuilder().setAddress(address).build());
    boolean found = !answer.getGroup().isEmpty();
    output.rows(
        found ? List.of(answer) : List.of(),
        Column.text("group", ResolveAbuseGroupResponse::getGroup),
        Column.text("network", ResolveAbuseGroupResponse::getNetwork));
    return found ? ExitCode.DONE : ExitCode.NOTHING_FOUND;
  }
}
