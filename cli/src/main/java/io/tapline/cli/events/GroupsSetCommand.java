package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import io.tapline.eventstore.v1.SetAbuseGroupRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline events groups set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Creates or replaces an abuse group: what is not given has its default. Filters stay.")
final class GroupsSetCommand implements Runnable {
  @Mixin GroupOptions group;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    SetAbuseGroupRequest request =
        SetAbuseGroupRequest.newBuilder().setGroup(group.group()).build();
    output.rows(
        List.of(ReportingServiceGrpc.newBlockingStub(server.connect()).setAbuseGroup(request)),
        GroupText.columns());
  }
}
