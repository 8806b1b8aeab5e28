package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.DryRunThresholdRuleRequest;
import io.tapline.eventstore.v1.DryRunThresholdRuleResponse;
import io.tapline.eventstore.v1.KeyOutcomes;
import io.tapline.eventstore.v1.OutcomeCounts;
import io.tapline.eventstore.v1.ThresholdServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline events rules dry-run}. */
@Command(
    name = "dry-run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says what a rule would have reported and kept back over the last days; changes nothing.")
final class RulesDryRunCommand implements Runnable {
  @Mixin RuleOptions rule;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "Days looked at (default ${DEFAULT-VALUE}).")
  int days;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Keys printed, at most 1000 (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    DryRunThresholdRuleResponse answer =
        ThresholdServiceGrpc.newBlockingStub(server.connect())
            .dryRunThresholdRule(
                DryRunThresholdRuleRequest.newBuilder()
                    .setRule(rule.rule())
                    .setDays(days)
                    .setMaxKeys(limit)
                    .build());
    output.rows(
        answer.getKeysList(),
        Column.text("key", KeyOutcomes::getKey),
        Column.count("new", key -> key.getCounts().getNewCount()),
        Column.count("relapsed", key -> key.getCounts().getRelapsedCount()),
        Column.count("thresholded", key -> key.getCounts().getThresholdedCount()));
    if (output.format() == Format.TABLE) {
      output.err().printf("%,d events match.%n", answer.getEventCount());
      output.err().println("The rule: " + text(answer.getDryRun()));
      output.err().println("Actually: " + text(answer.getActual()));
    }
  }

  private static String text(OutcomeCounts counts) {
    return "%,d new, %,d relapsed, %,d kept back."
        .formatted(counts.getNewCount(), counts.getRelapsedCount(), counts.getThresholdedCount());
  }
}
