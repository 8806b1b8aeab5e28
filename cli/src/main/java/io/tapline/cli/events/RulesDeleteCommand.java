package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.DeleteThresholdRuleRequest;
import io.tapline.eventstore.v1.DeleteThresholdRuleResponse;
import io.tapline.eventstore.v1.ThresholdServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline events rules delete}. */
@Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes a rule.")
final class RulesDeleteCommand implements Runnable {
  @Spec CommandSpec command;

  @Parameters(paramLabel = "NAME", description = "The rule's name.")
  String name;

  @Mixin ServerOption server;

  @Override
  public void run() {
    DeleteThresholdRuleResponse unused =
        ThresholdServiceGrpc.newBlockingStub(server.connect())
            .deleteThresholdRule(DeleteThresholdRuleRequest.newBuilder().setName(name).build());
    command.commandLine().getOut().printf("Deleted the rule %s.%n", name);
  }
}
