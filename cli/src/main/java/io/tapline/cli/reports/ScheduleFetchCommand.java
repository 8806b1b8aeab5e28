package io.tapline.cli.reports;

import com.google.protobuf.ByteString;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.report.v1.FetchRunDocumentRequest;
import io.tapline.report.v1.FetchRunDocumentResponse;
import io.tapline.report.v1.ScheduleServiceGrpc;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline report schedule fetch}. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints the document of a run, or writes it to a file.")
final class ScheduleFetchCommand implements Runnable {
  @Parameters(paramLabel = "RUN", description = "The run's number.")
  long run;

  @Option(names = "--to-file", paramLabel = "FILE", description = "Write it there.")
  @Nullable Path file;

  @Mixin ServerOption server;
  @Spec CommandSpec command;

  @Override
  public void run() {
    ByteString document = document();
    if (file == null) {
      PrintWriter out = command.commandLine().getOut();
      out.print(document.toStringUtf8());
      out.flush();
    } else {
      write(document, file);
    }
  }

  /** All of it: the service keeps no large ones. */
  private ByteString document() {
    Iterator<FetchRunDocumentResponse> parts =
        ScheduleServiceGrpc.newBlockingStub(server.connect())
            .fetchRunDocument(FetchRunDocumentRequest.newBuilder().setId(run).build());
    List<ByteString> chunks = new ArrayList<>();
    parts.forEachRemaining(part -> chunks.add(part.getChunk()));
    return ByteString.copyFrom(chunks);
  }

  private static void write(ByteString document, Path target) {
    try {
      Files.write(target, document.toByteArray());
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE, "Cannot write %s: %s".formatted(target, e.getMessage()));
    }
  }
}
