package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.AbuseGroup;
import io.tapline.eventstore.v1.ListAbuseGroupsRequest;
import io.tapline.eventstore.v1.ListAbuseGroupsResponse;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import io.tapline.eventstore.v1.ReportingServiceGrpc.ReportingServiceBlockingStub;
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
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    ReportingServiceBlockingStub reporting = ReportingServiceGrpc.newBlockingStub(server.connect());
    List<AbuseGroup> groups = Paged.all(token -> page(reporting, token));
    output.rows(groups, GroupText.columns());
    return groups.isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.DONE;
  }

  private static Paged.Page<AbuseGroup> page(ReportingServiceBlockingStub reporting, String token) {
    ListAbuseGroupsResponse answer =
        reporting.listAbuseGroups(ListAbuseGroupsRequest.newBuilder().setPageToken(token).build());
    return new Paged.Page<>(answer.getGroupsList(), answer.getNextPageToken());
  }
}
