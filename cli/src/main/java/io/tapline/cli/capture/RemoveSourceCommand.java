package io.tapline.cli.capture;

import io.tapline.capture.v1.DeleteSourceRequest;
import io.tapline.capture.v1.DeleteSourceResponse;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline capture remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Stops capturing a source; the log keeps its connections.")
final class RemoveSourceCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "Name of the source.")
  String name;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    DeleteSourceResponse removed =
        SourceServiceGrpc.newBlockingStub(server.connect())
            .deleteSource(DeleteSourceRequest.newBuilder().setName(name).build());
    if (removed.isInitialized()) {
      output.remark("Source " + name + " is removed; its connections stay in the log.");
    }
  }
}
