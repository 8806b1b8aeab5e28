package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.SetThresholdRuleRequest;
import io.tapline.eventstore.v1.ThresholdServiceGrpc;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline events rules set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Creates or replaces a rule. Windows that are open keep their lengths.")
final class RulesSetCommand implements Runnable {
  @Mixin RuleOptions rule;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    SetThresholdRuleRequest request =
        SetThresholdRuleRequest.newBuilder().setRule(rule.rule()).build();
    output.rows(
        List.of(ThresholdServiceGrpc.newBlockingStub(server.connect()).setThresholdRule(request)),
        RuleText.columns());
  }
}
