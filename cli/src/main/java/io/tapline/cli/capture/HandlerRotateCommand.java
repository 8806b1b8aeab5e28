package io.tapline.cli.capture;

import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.RotateHandlerRequest;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline capture handler rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = "Closes the current file and opens the next.")
final class HandlerRotateCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "Name of the handler.")
  String name;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    Handler handler =
        HandlerServiceGrpc.newBlockingStub(server.connect())
            .rotateHandler(RotateHandlerRequest.newBuilder().setName(name).build());
    output.remark("Handler " + name + " writes " + handler.getStatistics().getCurrentFile());
  }
}
