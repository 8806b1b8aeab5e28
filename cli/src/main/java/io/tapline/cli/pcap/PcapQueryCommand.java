package io.tapline.cli.pcap;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.time.TimeArgument;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.PcapWriter.Precision;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline pcap query}. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the packets of an interval, both ends included, into one file.",
      "The files are read in their order; the output appears when it is whole.",
      "Packets of several link types need an output named *.pcapng."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  tapline pcap query --stime 2026-03-01T10:00:00Z --etime 2026-03-01T10:05:00Z -o five.pcap *.pcap")
final class PcapQueryCommand implements Callable<Integer> {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  @Spec CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Capture files, or directories of them.")
  List<Path> names;

  @Option(
      names = "--stime",
      paramLabel = "TIME",
      defaultValue = "1980-01-06T00:00:00Z",
      description =
          "First time, UTC when it names no zone: YYYY-MM-DDThh:mm:ssZ, now-2h (default ${DEFAULT-VALUE}).")
  String start;

  @Option(
      names = "--etime",
      paramLabel = "TIME",
      defaultValue = "now",
      description = "Last time (default ${DEFAULT-VALUE}).")
  String end;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File to write (default: the first file's name without .pcap, START-END.pcap).")
  @Nullable Path output;

  @Option(names = "--overwrite", description = "Replace the output if it exists.")
  boolean overwrite;

  private @Nullable PacketOutput open;

  @Override
  public Integer call() {
    Instant now = Instant.now();
    Instant from = TimeArgument.typed(start, now, ZoneOffset.UTC);
    Instant to = TimeArgument.typed(end, now, ZoneOffset.UTC);
    PcapFiles files = new PcapFiles(names, command.commandLine().getErr());
    Path target = output == null ? defaultName(names.getFirst(), from, to) : output;
    if (Files.exists(target) && !overwrite) {
      throw new CliException(ExitCode.USAGE, target + " exists; --overwrite replaces it.");
    }
    if (files.contains(target)) {
      throw new CliException(ExitCode.USAGE, "The output is one of the files.");
    }
    return write(files, from, to, target) ? ExitCode.DONE : ExitCode.NOTHING_FOUND;
  }

  /** Whether there was a packet. */
  private boolean write(PcapFiles files, Instant from, Instant to, Path target) {
    Path part = target.resolveSibling(fileName(target, "part"));
    Precision precision = files.precision();
    try {
      for (Path file : files.names()) {
        files.each(
            file,
            packet -> {
              if (isBetween(packet.timeNanos(), from, to)) {
                output(target, part, packet, precision).write(packet);
              }
            });
      }
      return finish(part, target);
    } catch (FileAlreadyExistsException e) {
      throw new CliException(ExitCode.USAGE, part + " exists: another query may be writing it.");
    } catch (IOException e) {
      throw PcapFiles.failure(target, e);
    } finally {
      discard(part);
    }
  }

  private PacketOutput output(Path target, Path part, CaptureReader packet, Precision precision)
      throws IOException {
    PacketOutput current = open;
    if (current == null) {
      current = PacketOutput.open(part, packet.linkType(), precision);
      open = current;
    }
    if (!current.takes(packet.linkType())) {
      throw new CliException(
          ExitCode.USAGE,
          "The packets have several link types, which pcap cannot hold: name the output %s."
              .formatted(fileName(target, "pcapng")));
    }
    return current;
  }

  /** The part keeps the ending of the name, by which the format is chosen. */
  private static String fileName(Path target, String addition) {
    String name = String.valueOf(target.getFileName());
    return addition.equals("part") && PacketOutput.isPcapng(target)
        ? name + ".part.pcapng"
        : name.replaceFirst("[.]pcap$", "") + "." + addition;
  }

  private boolean finish(Path part, Path target) throws IOException {
    PacketOutput written = open;
    open = null;
    if (written == null) {
      command.commandLine().getErr().println("There is no packet in that interval.");
      return false;
    }
    written.close();
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  /** What a query that failed has begun. */
  private void discard(Path part) {
    PacketOutput begun = open;
    if (begun == null) {
      return;
    }
    try {
      begun.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      command.commandLine().getErr().printf("%s is left over: %s%n", part, e.getMessage());
    }
  }

  private static boolean isBetween(long timeNanos, Instant from, Instant to) {
    Instant time =
        Instant.ofEpochSecond(
            Math.floorDiv(timeNanos, NANOS_PER_SECOND), Math.floorMod(timeNanos, NANOS_PER_SECOND));
    return !time.isBefore(from) && !time.isAfter(to);
  }

  /** As AIT names it. */
  private static Path defaultName(Path first, Instant from, Instant to) {
    String name = first.toString().replaceFirst("[.]pcap(ng)?$", "");
    return Path.of(name + TimeRanges.isoformat(from) + "-" + TimeRanges.isoformat(to) + ".pcap");
  }
}
