package io.tapline.cli.flow;

import io.tapline.cli.CliException;
import io.tapline.cli.output.Units;
import io.tapline.wire.flowtools.FlowToolsReader;
import io.tapline.wire.flowtools.FlowToolsRecord;
import java.io.IOException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline flow print}. */
@Command(
    name = "print",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints the flows of the files, laid out as by flow-print.",
    footerHeading = "%nFormats:%n",
    footer = {
      "  0 interfaces, hexadecimal ports    1 two lines, with times and flags   2 as 1, only TCP flows of two bare SYNs",
      "  3 decimal ports                    4 AS numbers                        5 132 columns",
      "  6 IP accounting                    7 with router_id (v7)               8 with encapsulation (v6)",
      "  9 tags (v1005)                10..23 v8.1 to v8.14                    24 everything (v7)",
      "Without -f: what shows most of the version of the file. Formats 1 and 24 leave out flows without packets.",
      "",
      "Example:",
      "  tapline flow print -f 5 ft-v05.2026-03-01.100000+0000 | head"
    })
final class FlowPrintCommand implements Runnable {
  @Mixin FlowFiles files;

  @Option(names = "-f", paramLabel = "N", description = "Format, 0 to 24.")
  @Nullable Integer format;

  @Option(names = "-n", description = "Names of protocols and ports instead of numbers.")
  boolean names;

  @Option(names = "-p", description = "The header of each file first.")
  boolean header;

  @Option(
      names = "-w",
      description = "Wide: more room for names (formats 3, 4, 9 to 14, 18 to 23).")
  boolean wide;

  @Override
  public void run() {
    files.each(this::print);
  }

  private void print(String name, FlowToolsReader reader) throws IOException {
    PrintFormat printed = format(reader);
    if (header) {
      HeaderText.lines(reader.header(), ZoneId.systemDefault()).forEach(files.out()::println);
    }
    StringBuilder text = new StringBuilder(printed.heading());
    long[] withoutPackets = new long[1];
    files.records(
        name,
        reader,
        record -> {
          withoutPackets[0] += !printed.shows(record) && record.dPkts() == 0 ? 1 : 0;
          print(record, printed, text);
        });
    files.print(text);
    if (withoutPackets[0] > 0) {
      files
          .err()
          .printf(
              "%s: %s without packets left out.%n", name, Units.count(withoutPackets[0], "flows"));
    }
  }

  private PrintFormat format(FlowToolsReader reader) {
    int number = format == null ? PrintFormat.defaultFor(reader.header().recordVersion()) : format;
    try {
      PrintNames used = names ? PrintNames.ofMachine() : PrintNames.none();
      return PrintFormat.of(number, wide, new PrintTimes(ZoneId.systemDefault()), used);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  private void print(FlowToolsRecord record, PrintFormat printed, StringBuilder text) {
    if (printed.shows(record)) {
      printed.print(record, text);
    }
    files.printWhenLong(text);
  }
}
