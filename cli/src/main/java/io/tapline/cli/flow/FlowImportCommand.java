package io.tapline.cli.flow;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.wire.flowtools.FlowToolsWriter;
import io.tapline.wire.flowtools.RecordVersion;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline flow import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a file of flow-tools from comma-separated values, as flow-import does.",
      "A first line '#:unix_secs,...' names the columns, as flow export writes it; otherwise --fields does."
    },
    footerHeading = "%nExample:%n",
    footer = "  tapline flow import day.csv -o day.ft")
final class FlowImportCommand implements Runnable {
  @Mixin FlowOutput output;

  @Parameters(
      arity = "0..1",
      paramLabel = "CSV",
      defaultValue = FlowFiles.STANDARD_INPUT,
      description = "File of comma-separated values; '-' or none is the standard input.")
  String name;

  @Option(
      names = {"-m", "--fields"},
      paramLabel = "FIELDS",
      description =
          "Columns where no line names them: names with commas, or a mask. Default: all of the version.")
  @Nullable String fields;

  @Option(
      names = "--record-version",
      paramLabel = "VERSION",
      defaultValue = "5",
      description =
          "Version of the records to write: 1, 5, 6, 7, 8.1 to 8.14 or 1005 (default ${DEFAULT-VALUE}).")
  String version;

  @Override
  public void run() {
    RecordVersion target = FlowVersions.parse(version, RecordVersion.V5);
    try (BufferedReader lines = open();
        FlowToolsWriter writer = output.open(target)) {
      CsvRecords records = new CsvRecords(target, CsvColumns.wanted(fields, target));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        records.read(line, writer);
      }
      writer.finish();
    } catch (CsvRecords.LineException e) {
      throw new CliException(ExitCode.USAGE, "%s: %s".formatted(name, e.getMessage()));
    } catch (IOException e) {
      throw FlowFiles.failure(name, e);
    }
  }

  private BufferedReader open() throws IOException {
    InputStream in = name.equals(FlowFiles.STANDARD_INPUT) ? System.in : new FileInputStream(name);
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
