package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.AbuseGroup;
import io.tapline.eventstore.v1.ListAbuseGroupsRequest;
import io.tapline.eventstore.v1.ListAbuseGroupsResponse;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline events groups list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the abuse groups by name. Exit code 1: none.")
final class GroupsListCommand implements Callable<Integer> {
  /** With a thousand networks each, more might not fit into a message. */
  private static final int PAGE_GROUPS = 100;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    List<AbuseGroup> groups =
        AllPages.rows(
            ReportingServiceGrpc.newBlockingStub(server.connect())::listAbuseGroups,
            ListAbuseGroupsRequest.newBuilder().setPageSize(PAGE_GROUPS).build(),
            ListAbuseGroupsResponse::getGroupsList);
    output.rows(groups, GroupText.columns());
    return ExitCode.found(groups.size());
  }
}
