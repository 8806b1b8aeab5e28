package io.tapline.cli.flow;

import io.tapline.cli.time.TimeArgument;
import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsReader;
import io.tapline.wire.flowtools.FlowToolsRecord;
import io.tapline.wire.flowtools.FlowToolsWriter;
import io.tapline.wire.flowtools.RecordVersion;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline flow cat}. */
@Command(
    name = "cat",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts the flows of the files into one, in their order.",
      "All files must have one version, unless --record-version says to which they are converted."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  tapline flow cat -o morning.ft --start '2026-03-01 06:00' --end '2026-03-01 12:00' ft-v05.*")
final class FlowCatCommand implements Runnable {
  @Mixin FlowFiles files;
  @Mixin FlowOutput output;

  @Option(
      names = {"-t", "--start"},
      paramLabel = "TIME",
      description = "Only flows whose first packet came at this time or later.")
  @Nullable String start;

  @Option(
      names = {"-T", "--end"},
      paramLabel = "TIME",
      description = "Only flows whose first packet came before this time.")
  @Nullable String end;

  @Option(
      names = "--record-version",
      paramLabel = "VERSION",
      description = "Version of the records to write: 1, 5, 6, 7, 8.1 to 8.14 or 1005.")
  @Nullable String version;

  private @Nullable FlowToolsWriter writer;

  @Override
  public void run() {
    Instant from = time(start, Instant.MIN);
    Instant to = time(end, Instant.MAX);
    try {
      files.each((name, reader) -> copy(name, reader, from, to));
      if (writer != null) {
        writer.finish();
      }
    } catch (IOException e) {
      throw output.failure(e);
    } finally {
      close();
    }
  }

  private static Instant time(@Nullable String text, Instant otherwise) {
    return text == null
        ? otherwise
        : TimeArgument.typed(text, Instant.now(), ZoneId.systemDefault());
  }

  private void copy(String name, FlowToolsReader reader, Instant from, Instant to)
      throws IOException {
    FlowToolsWriter target = writer(reader.header().recordVersion());
    files.records(
        name,
        reader,
        record -> {
          if (isBetween(record, from, to)) {
            target.write(version == null ? record : record.as(target.version()));
          }
        });
  }

  private FlowToolsWriter writer(RecordVersion first) throws IOException {
    FlowToolsWriter open = writer;
    if (open == null) {
      open = output.open(FlowVersions.parse(version, first));
      writer = open;
    }
    return open;
  }

  private static boolean isBetween(FlowToolsRecord record, Instant from, Instant to) {
    if (from.equals(Instant.MIN) && to.equals(Instant.MAX)) {
      return true;
    }
    Instant first = PrintTimes.instant(record, FlowField.FIRST);
    return !first.isBefore(from) && first.isBefore(to);
  }

  private void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw output.failure(e);
    }
  }
}
