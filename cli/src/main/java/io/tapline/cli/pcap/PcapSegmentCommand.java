package io.tapline.cli.pcap;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.wire.time.Strftime;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline pcap segment}. */
@Command(
    name = "segment",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Cuts the packets of the files into segments: by bytes, by packets, by seconds, or several.",
      "A segment is named after the time of its first packet, by the conversions of strftime in UTC;",
      "with --seconds after the beginning of its slot. A second segment of a name gets a number: a-2.pcap.",
      "Nothing is lost between segments: every packet of the input is in exactly one of them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline pcap segment -s 3600 'hour-%%Y%%m%%dT%%H.pcap' day.pcap",
      "  tapline pcap segment -n -b 100000000 'part-%%s.pcap' day.pcap    only says what it would do"
    })
final class PcapSegmentCommand implements Runnable {
  private static final long MAX_SECONDS = 1_000_000_000L;

  @Spec CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "FORMAT",
      description = "Name of the segments, such as 'part-%%Y%%m%%dT%%H%%M%%S.pcap'.")
  String format;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Capture files, or directories of them.")
  List<Path> names;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Write nothing, say what would be written.")
  boolean dryRun;

  @Option(
      names = {"-b", "--bytes"},
      paramLabel = "BYTES",
      description = "A segment ends with the packet that brings it to this size.")
  long bytes;

  @Option(
      names = {"-p", "--packets"},
      paramLabel = "PACKETS",
      description = "A segment ends with this many packets.")
  long packets;

  @Option(
      names = {"-s", "--seconds"},
      paramLabel = "SECONDS",
      description = "Segments of this length, beginning at multiples of it since the epoch.")
  long seconds;

  @Option(names = "--overwrite", description = "Replace files that exist.")
  boolean overwrite;

  @Override
  public void run() {
    SegmentLimits limits = limits();
    PcapFiles files = new PcapFiles(names, command.commandLine().getErr());
    try (Segments segments = segments(limits, files)) {
      for (Path file : files.names()) {
        files.each(file, segments::write);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(e);
    } catch (IOException e) {
      throw new CliException(ExitCode.USAGE, "A segment cannot be written: " + e.getMessage());
    }
    command.commandLine().getOut().flush();
  }

  private Segments segments(SegmentLimits limits, PcapFiles files) {
    try {
      var _ = Strftime.format(format, Instant.EPOCH);
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.USAGE, "The format '%s' %s.".formatted(format, e.getMessage()));
    }
    Segments.Writing writing = new Segments.Writing(files.precision(), dryRun, overwrite);
    return new Segments(format, limits, writing, files, command.commandLine().getOut());
  }

  private SegmentLimits limits() {
    if (bytes < 0 || packets < 0 || seconds < 0 || seconds > MAX_SECONDS) {
      throw new ParameterException(
          command.commandLine(),
          "--bytes, --packets and --seconds are at least 1; --seconds at most "
              + MAX_SECONDS
              + ".");
    }
    SegmentLimits limits = new SegmentLimits(bytes, packets, seconds);
    if (limits.isNone()) {
      throw new ParameterException(
          command.commandLine(), "Say when a segment ends: --bytes, --packets or --seconds.");
    }
    return limits;
  }

  private static CliException exists(FileAlreadyExistsException e) {
    return new CliException(ExitCode.USAGE, e.getFile() + " exists; --overwrite replaces it.");
  }
}
