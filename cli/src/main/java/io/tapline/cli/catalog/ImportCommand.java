package io.tapline.cli.catalog;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.output.Printable;
import io.tapline.flowlog.v1.NetObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline catalog import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds or replaces the net objects of a file in one commit: all of them or none. Objects that"
          + " the file does not have stay.",
      "The file is CSV, as `tapline catalog objects --format csv` writes it: a name, its prefixes"
          + " with blanks between them, and true where it is hidden. Further columns, empty lines"
          + " and lines that begin with # are stepped over, and so is a heading."
    },
    footerHeading = "%nA file:%n",
    footer = {
      "  name,prefixes,hidden",
      "  /NetObjects/Office,10.1.0.0/16 2001:db8:1::/48",
      "  /NetObjects/Office/Guests,10.1.9.0/24,true",
      "",
      "  tapline catalog import objects.csv --message 'as planned'"
    })
final class ImportCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "What is read; - is the standard input.")
  String file;

  @Mixin CommitOptions options;

  @Override
  public void run() {
    options.put(read());
  }

  /** The whole file first, so that a line that is none costs no transaction. */
  private List<NetObject> read() {
    try (BufferedReader lines = new BufferedReader(reader())) {
      return ObjectLines.read(lines.lines());
    } catch (ObjectLines.LineException e) {
      throw new CliException(ExitCode.USAGE, Printable.of(file + ", " + e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw new CliException(ExitCode.USAGE, "Cannot be read: " + Printable.of(e.toString()));
    }
  }

  private Reader reader() throws IOException {
    return file.equals("-")
        ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
        : Files.newBufferedReader(Path.of(file));
  }
}
