package io.tapline.cli.importing;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.tapline.capture.v1.ImportSummary;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerError;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.Printable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
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
      ServerError error = ServerError.of(e);
      String name = Printable.of(file);
      if (!error.sentence().startsWith(Printable.of(CaptureInput.name(file)) + ":")) {
        output.err().print(name + ": ");
      }
      return error.report(output.err());
    } catch (IOException e) {
      output
          .err()
          .printf("'%s' cannot be read (%s).%n", Printable.of(file), Printable.of(reason(e)));
      return ExitCode.USAGE;
    } catch (InvalidPathException e) {
      output.err().printf("'%s' is no file name.%n", Printable.of(file));
      return ExitCode.USAGE;
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException missing -> "there is no such file";
      case java.nio.file.AccessDeniedException denied -> "permission denied";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> e.toString();
    };
  }
}
