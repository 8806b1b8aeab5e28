package io.tapline.cli.detect;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline detect run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs detections over an interval now and stores what they find; nothing is stored twice.")
final class DetectRunCommand implements Callable<Integer> {
  @Mixin DetectionRun detections;

  @Override
  public Integer call() {
    return detections.run(false);
  }
}
