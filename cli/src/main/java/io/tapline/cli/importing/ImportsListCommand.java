package io.tapline.cli.importing;

import io.tapline.capture.v1.Import;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ListImportsRequest;
import io.tapline.capture.v1.ListImportsResponse;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline imports list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the imports by the name of their source.")
final class ImportsListCommand implements Runnable {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    List<Import> imports =
        AllPages.rows(
            ImportServiceGrpc.newBlockingStub(server.connect())::listImports,
            ListImportsRequest.getDefaultInstance(),
            ListImportsResponse::getImportsList);
    output.rows(imports, ImportColumns.ALL);
    if (imports.isEmpty()) {
      output.err().println("No import.");
    }
  }
}
