package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.DropNoticeRequest;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline events notices drop}. */
@Command(
    name = "drop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Gives up a notice that was not sent.")
final class NoticesDropCommand implements Runnable {
  @Parameters(paramLabel = "ID", description = "The notice's number.")
  long id;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    output.rows(
        List.of(
            NotificationServiceGrpc.newBlockingStub(server.connect())
                .dropNotice(DropNoticeRequest.newBuilder().setId(id).build())),
        ChannelText.notices());
  }
}
