package io.tapline.cli.importing;

import io.tapline.capture.v1.CancelImportRequest;
import io.tapline.capture.v1.Import;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ImportState;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline imports cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description =
        "Stops an import that is running or waiting; what was delivered stays in the log.")
final class ImportsCancelCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "Name of the import's source.")
  String source;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    Import found =
        ImportServiceGrpc.newBlockingStub(server.connect())
            .cancelImport(CancelImportRequest.newBuilder().setSource(source).build());
    output.rows(List.of(found), ImportColumns.ALL);
    if (found.getState() == ImportState.IMPORT_STATE_CANCELLING) {
      output.remark("It ends when the log has what was delivered: tapline imports show " + source);
    }
  }
}
