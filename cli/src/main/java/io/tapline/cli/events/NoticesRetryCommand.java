package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import io.tapline.eventstore.v1.RetryNoticeRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline events notices retry}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Tries a notice again, from its first attempt.")
final class NoticesRetryCommand implements Runnable {
  @Parameters(paramLabel = "ID", description = "The notice's number.")
  long id;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    output.rows(
        List.of(
            NotificationServiceGrpc.newBlockingStub(server.connect())
                .retryNotice(RetryNoticeRequest.newBuilder().setId(id).build())),
        ChannelText.notices());
  }
}
