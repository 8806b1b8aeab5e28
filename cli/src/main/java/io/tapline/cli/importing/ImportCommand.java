package io.tapline.cli.importing;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.tapline.capture.v1.ImportSummary;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerError;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline import}. A file that is refused does not keep the others from being imported. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Puts capture files into the log and says what became of every frame.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline import trace.pcap other.pcapng",
      "  tcpdump -w - -i eth0 -c 1000 | tapline import --source eth0-sample -",
      "  tapline import --again trace.pcap      although the same content was imported before"
    })
public final class ImportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Capture files (pcap, pcapng); - reads the standard input.")
  List<String> files;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Name of the source in the log (default: from the file's name).")
  @Nullable String source;

  @Option(names = "--again", description = "Import even if the same content was imported before.")
  boolean again;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    ManagedChannel channel = server.connect();
    int worst = ExitCode.DONE;
    for (String file : files) {
      worst = Math.max(worst, importOne(channel, file));
    }
    return worst;
  }

  private int importOne(ManagedChannel channel, String file) {
    Upload upload =
        new Upload(channel, ProgressBar.on(output), source == null ? "" : source, again);
    try (CaptureInput input = CaptureInput.open(file)) {
      ImportSummary summary = upload.send(input);
      if (output.format() == Format.TABLE) {
        SummaryText.print(input.name(), summary, output.out());
      } else {
        SummaryText.rows(input.name(), summary, output);
      }
      return ExitCode.DONE;
    } catch (StatusRuntimeException e) {
      output.err().print(file + ": ");
      return ServerError.of(e).report(output.err());
    } catch (IOException e) {
      throw new CliException(ExitCode.USAGE, file + " cannot be read (" + reason(e) + ").");
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException missing -> "there is no such file";
      case java.nio.file.AccessDeniedException denied -> "permission denied";
      default -> e.toString();
    };
  }
}
