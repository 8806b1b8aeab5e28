package io.tapline.cli.pcap;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline pcap times}. */
@Command(
    name = "times",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the ranges of time that each file covers, in UTC: START - STOP.",
      "Lines begin with the file's name when there are several files."
    },
    footerHeading = "%nExample:%n",
    footer = "  tapline pcap times --tol 60 captures/")
final class PcapTimesCommand implements Runnable {
  private static final double NANOS_PER_SECOND = 1e9;

  @Spec CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Capture files, or directories of them.")
  List<Path> names;

  @Option(
      names = "--tol",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description =
          "A range ends where the next packet is later than this many seconds (default ${DEFAULT-VALUE}).")
  double toleranceSeconds;

  @Override
  public void run() {
    if (!(toleranceSeconds >= 0)) {
      throw new CliException(ExitCode.USAGE, "--tol is a number of seconds, at least 0.");
    }
    PrintWriter out = command.commandLine().getOut();
    PcapFiles files = new PcapFiles(names, command.commandLine().getErr());
    boolean several = files.names().size() > 1;
    for (Path file : files.names().stream().sorted().toList()) {
      for (TimeRanges.Range range : ranges(files, file)) {
        out.println((several ? file + ": " : "") + text(range));
      }
    }
    out.flush();
  }

  private List<TimeRanges.Range> ranges(PcapFiles files, Path file) {
    TimeRanges times = new TimeRanges((long) (toleranceSeconds * NANOS_PER_SECOND));
    try {
      files.each(file, packet -> times.add(packet.timeNanos()));
    } catch (IOException e) {
      throw PcapFiles.failure(file, e);
    }
    return times.ranges();
  }

  private static String text(TimeRanges.Range range) {
    return TimeRanges.isoformat(Instant.ofEpochSecond(0, range.startNanos()))
        + " - "
        + TimeRanges.isoformat(Instant.ofEpochSecond(0, range.stopNanos()));
  }
}
