package io.tapline.cli.capture;

import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.RemoveHandlerRequest;
import io.tapline.capture.v1.RemoveHandlerResponse;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline capture handler remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Ends a handler; its files stay.")
final class HandlerRemoveCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "Name of the handler.")
  String name;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    RemoveHandlerResponse removed =
        HandlerServiceGrpc.newBlockingStub(server.connect())
            .removeHandler(RemoveHandlerRequest.newBuilder().setName(name).build());
    if (removed.isInitialized()) {
      output.remark("Handler " + name + " is removed; its files stay.");
    }
  }
}
