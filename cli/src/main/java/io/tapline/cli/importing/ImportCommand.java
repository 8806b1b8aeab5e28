package io.tapline.cli.importing;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportSummary;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerError;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.encoding.ReadAs;
import io.tapline.cli.encoding.ReadAsConverter;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.Printable;
import io.tapline.type.v1.Encoding;
import io.tapline.type.v1.EncodingKind;
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

/**
 * {@code tapline import}. Exit code 1 where nothing of a file was understood. A file that is
 * refused does not keep the others from being imported.
 */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Puts captures, flow files and logs into the log and says what became of every frame, record or line.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline import trace.pcap other.pcapng.gz conn.log eve.json.zst",
      "  tapline import --as netflow exports.pcap        the flows that the packets carry, not the packets",
      "  tapline import --zone Europe/Prague /var/log/kern.log",
      "  tapline import --as syslog --year 2024 old.log  the year of its first line, where lines have none",
      "  tcpdump -w - -i eth0 -c 1000 | tapline import --source eth0-sample -",
      "  tapline import --again trace.pcap               although the same content was imported before",
      "",
      "What is read, by content: pcap, pcapng; flow-tools; firewall logs (fwctllog, ipchains, iptables, nftables,",
      "ufw, firewalld from syslog or the journal); Zeek's conn.log (TSV, JSON); Suricata's EVE; nfdump's CSV.",
      "Any of them as it is or compressed by gzip or zstd. --as says what a file is when its content does not tell:",
      "packets, netflow, flow-tools, syslog, zeek, eve, nfdump. Of a text it overrules the content. The exit code is 1",
      "when nothing of a file was understood.",
      "",
      "A server of yours on this machine reads a file where it lies; any other is sent the bytes and keeps them, as it",
      "keeps what is compressed or piped. When a file that was read in place is deleted or changed later, the log keeps",
      "its connections, but its packets cannot be fetched again; an import that is not done then fails. --keep copies it."
    })
public final class ImportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Captures, flow files and logs; - reads the standard input.")
  List<String> files;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Name of the source in the log (default: from the file's name).")
  @Nullable String source;

  @Option(
      names = "--as",
      paramLabel = "FORMAT",
      converter = ReadAsConverter.class,
      description = "How to read the files (default: as their content tells); see below.")
  @Nullable ReadAs as;

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      defaultValue = "0",
      description =
          "Year of the first log line where lines have none (default: told by when the file was changed).")
  int year;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "",
      description = "Time zone of lines that name none, for example Europe/Prague (default UTC).")
  String zone;

  @Option(names = "--again", description = "Import even if the same content was imported before.")
  boolean again;

  @Option(
      names = "--keep",
      description =
          "Have the server keep a copy of the file; else one that it can read is read where it lies.")
  boolean keep;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    Channel channel = server.connect();
    int worst = ExitCode.DONE;
    for (String file : files) {
      worst = Math.max(worst, importOne(channel, file));
    }
    return worst;
  }

  private int importOne(Channel channel, String file) {
    Upload upload = new Upload(channel, ProgressBar.on(output), wishes());
    try (FileInput input = FileInput.open(file)) {
      ImportSummary summary = upload.send(input);
      if (output.format() == Format.TABLE) {
        SummaryText.print(input.name(), summary, output.out());
      } else {
        SummaryText.rows(input.name(), summary, output);
      }
      return understood(input.name(), summary);
    } catch (StatusRuntimeException e) {
      ServerError error = ServerError.of(e);
      String name = Printable.of(file);
      if (!error.sentence().startsWith(Printable.of(FileInput.name(file)) + ":")) {
        output.err().print(name + ": ");
      }
      int exitCode = error.report(output.err());
      error.formatsTried().forEach(output.err()::println);
      return exitCode;
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

  /** A file of which nothing came into the log is no success, whatever the reason. */
  private int understood(String name, ImportSummary summary) {
    if (ImportFormat.understood(summary)) {
      return ExitCode.DONE;
    }
    output
        .err()
        .printf(
            "%s: nothing was understood as %s; see what became of the %s%s.%n",
            Printable.of(name),
            ImportFormat.readAs(summary),
            ImportFormat.unit(summary),
            as == null ? ", or say with --as what it is" : "");
    return ExitCode.NOTHING_FOUND;
  }

  private ImportFileHeader wishes() {
    return ImportFileHeader.newBuilder()
        .setSource(source == null ? "" : source)
        .setAgain(again)
        .setKeep(keep)
        .setEncoding(
            Encoding.newBuilder()
                .setKind(as == null ? EncodingKind.ENCODING_KIND_UNSPECIFIED : as.kind())
                .setFirstYear(year)
                .setTimeZone(zone))
        .build();
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
