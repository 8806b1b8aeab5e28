package io.tapline.cli.importing;

import io.tapline.capture.v1.GetImportRequest;
import io.tapline.capture.v1.Import;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline imports show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows what became of one import.")
final class ImportsShowCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "Name of the import's source.")
  String source;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    Import found =
        ImportServiceGrpc.newBlockingStub(server.connect())
            .getImport(GetImportRequest.newBuilder().setSource(source).build());
    output.rows(List.of(found), ImportColumns.ALL);
  }
}
