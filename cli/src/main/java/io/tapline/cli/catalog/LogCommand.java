package io.tapline.cli.catalog;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.flowlog.v1.CatalogServiceGrpc;
import io.tapline.flowlog.v1.Commit;
import io.tapline.flowlog.v1.ListCommitsRequest;
import io.tapline.flowlog.v1.NetObjectChange;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline catalog log}. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the commits of the catalog, the latest first. Exit code 1: none.",
      "Of each commit the first 100 objects are named: + added, ~ changed, - removed."
    })
final class LogCommand implements Callable<Integer> {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many commits, 1 to 1,000 (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    List<Commit> commits =
        CatalogServiceGrpc.newBlockingStub(server.connect())
            .listCommits(ListCommitsRequest.newBuilder().setPageSize(limit).build())
            .getCommitsList();
    output.rows(
        commits,
        Column.count("commit_id", Commit::getCommitId),
        IntervalOptions.column("commit_time", Commit::getCommitTime, ZoneOffset.UTC),
        Column.text("message", Commit::getMessage),
        Column.count("change_count", Commit::getChangeCount),
        Column.text("changes", LogCommand::changes));
    return ExitCode.found(commits.size());
  }

  private static String changes(Commit commit) {
    return commit.getChangesList().stream()
        .map(change -> sign(change.getKind()) + change.getName())
        .collect(Collectors.joining(" "));
  }

  private static String sign(NetObjectChange.Kind kind) {
    return switch (kind) {
      case KIND_ADDED -> "+";
      case KIND_CHANGED -> "~";
      case KIND_REMOVED -> "-";
      case KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }
}
