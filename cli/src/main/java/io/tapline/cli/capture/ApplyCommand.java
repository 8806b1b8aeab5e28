package io.tapline.cli.capture;

import io.grpc.Channel;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline capture apply}. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds the handlers of a bsc.yaml, the configuration of AIT's binary stream capturer, and the"
          + " sources that they capture from.",
      "What is there already with equal settings is left alone; what differs is an error. Nothing"
          + " is added when anything in the file is wrong, or the sensor refuses any of it. Nothing"
          + " is ever removed that was there before."
    },
    footerHeading = "%nThe file:%n",
    footer = {
      "  capture_manager:",
      "    root_log_directory: /data/bsc      stands for the sensor's directory of handlers",
      "  handlers:",
      "    - name: telemetry",
      "      conn_type: udp                   or tcp, ethernet",
      "      address: ['', 8500]              [host, port], '' is loopback; [interface, protocol]",
      "      path: raw/%%j                     below the root; also log_dir",
      "      file_name_pattern: '%%Y-%%m-%%d-{name}.pcap'",
      "      rotate_log: True",
      "      rotate_log_index: hour           year, month, day, hour, minute, second",
      "      rotate_log_delta: 6",
      "      pre_write_transforms: [identity_transform, 'truncate bytes=96']",
      "",
      "Files have AIT's form: link type 147, bare payloads, microseconds."
    })
final class ApplyCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "A bsc.yaml.")
  Path file;

  @Option(
      names = "--dry-run",
      description =
          "Only say what would be added; file name patterns and interfaces are judged by the sensor"
              + " when they are added.")
  boolean dryRun;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    BscFile wanted = BscFile.read(file);
    Channel channel = server.connect();
    List<BscStep> steps =
        BscPlan.steps(
            wanted.handlers(), SensorLists.sources(channel), SensorLists.handlers(channel));
    if (!dryRun) {
      new BscApplication(channel, output.err()).take(steps);
    }
    output.rows(
        steps,
        Column.text("kind", BscStep::kind),
        Column.text("name", BscStep::name),
        Column.text("of", BscStep::of),
        Column.text("result", this::result));
    wanted.remarks().forEach(output::remark);
    output.remark(summary(steps));
  }

  private String result(BscStep step) {
    if (step.there()) {
      return "unchanged";
    }
    return dryRun ? "would be added" : "added";
  }

  private String summary(List<BscStep> steps) {
    long there = steps.stream().filter(BscStep::there).count();
    long missing = steps.size() - there;
    return dryRun
        ? "%d would be added, %d are there already; nothing was changed.".formatted(missing, there)
        : "%d added, %d were there already.".formatted(missing, there);
  }
}
