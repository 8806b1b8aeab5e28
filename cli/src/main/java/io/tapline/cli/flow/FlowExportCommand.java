package io.tapline.cli.flow;

import io.tapline.wire.flowtools.FlowToolsReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline flow export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints the flows of the files as comma-separated values, as flow-export does.",
    footerHeading = "%nExample:%n",
    footer = "  tapline flow export --fields unix_secs,srcaddr,dstaddr,doctets day.ft > day.csv")
final class FlowExportCommand implements Runnable {
  /** Forms of the export. */
  enum Form {
    CSV
  }

  @Mixin FlowFiles files;

  @Option(
      names = "--format",
      paramLabel = "csv",
      defaultValue = "csv",
      description = "How the flows are printed (default ${DEFAULT-VALUE}, the only one).")
  Form format;

  @Option(names = "--as", hidden = true, description = "Former spelling of --format.")
  @Nullable Form formerFormat;

  @Option(
      names = {"-m", "--fields"},
      paramLabel = "FIELDS",
      description =
          "Columns: names with commas, or flow-export's mask (0xFF31EF). Default: all that the version of the file tells.")
  @Nullable String fields;

  @Override
  public void run() {
    files.each(this::export);
  }

  private void export(String name, FlowToolsReader reader) throws IOException {
    CsvColumns columns = CsvColumns.wanted(fields, reader.header().recordVersion());
    StringBuilder text = new StringBuilder(columns.heading()).append('\n');
    files.records(
        name,
        reader,
        record -> {
          columns.print(record, text);
          files.printWhenLong(text);
        });
    files.print(text);
  }
}
