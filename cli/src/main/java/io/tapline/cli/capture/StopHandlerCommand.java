package io.tapline.cli.capture;

import io.grpc.Channel;
import io.tapline.capture.v1.DeleteSourceRequest;
import io.tapline.capture.v1.GetHandlerRequest;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.HandlerServiceGrpc.HandlerServiceBlockingStub;
import io.tapline.capture.v1.RemoveHandlerRequest;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline capture stop-handler}, as AIT's {@code ait-bsc-stop-handler}. */
@Command(
    name = "stop-handler",
    mixinStandardHelpOptions = true,
    description =
        "Ends a handler, and the source that create-handler, apply or a REST route made for it when"
            + " it was the last one of it. Its files stay.")
final class StopHandlerCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "Name of the handler.")
  String name;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    Channel channel = server.connect();
    HandlerServiceBlockingStub handlers = HandlerServiceGrpc.newBlockingStub(channel);
    String source =
        handlers.getHandler(GetHandlerRequest.newBuilder().setName(name).build()).getSource();
    var _ = handlers.removeHandler(RemoveHandlerRequest.newBuilder().setName(name).build());
    output.remark("The handler " + name + " has ended.");
    if (source.startsWith(BscAddress.PREFIX) && isUnused(channel, source)) {
      var _ =
          SourceServiceGrpc.newBlockingStub(channel)
              .deleteSource(DeleteSourceRequest.newBuilder().setName(source).build());
      output.remark("So has its source " + source + ".");
    }
  }

  private static boolean isUnused(Channel channel, String source) {
    return SensorLists.handlers(channel).stream()
        .noneMatch(handler -> handler.getSource().equals(source));
  }
}
