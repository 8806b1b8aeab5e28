package io.tapline.cli.detect;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline detect dry-run}. */
@Command(
    name = "dry-run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says what detections would find and stores nothing.")
final class DetectDryRunCommand implements Callable<Integer> {
  @Mixin DetectionRun detections;

  @Override
  public Integer call() {
    return detections.run(true);
  }
}
