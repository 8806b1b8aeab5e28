package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.ListThresholdRulesRequest;
import io.tapline.eventstore.v1.ListThresholdRulesResponse;
import io.tapline.eventstore.v1.ThresholdRule;
import io.tapline.eventstore.v1.ThresholdServiceGrpc;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline events rules list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the rules in the order in which they are tried. Exit code 1: none.")
final class RulesListCommand implements Callable<Integer> {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    List<ThresholdRule> rules =
        AllPages.rows(
            ThresholdServiceGrpc.newBlockingStub(server.connect())::listThresholdRules,
            ListThresholdRulesRequest.getDefaultInstance(),
            ListThresholdRulesResponse::getRulesList);
    output.rows(rules, RuleText.columns());
    return ExitCode.found(rules.size());
  }
}
