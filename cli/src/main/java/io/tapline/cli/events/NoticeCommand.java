package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.Notice;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import io.tapline.eventstore.v1.NotificationServiceGrpc.NotificationServiceBlockingStub;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Decides what becomes of one notice, and prints it as it is then. */
abstract class NoticeCommand implements Runnable {
  @Parameters(paramLabel = "ID", description = "The notice's number.")
  long id;

  @Mixin Output output;
  @Mixin ServerOption server;

  /** Does it; the notice as it is then. */
  abstract Notice decide(NotificationServiceBlockingStub notices);

  @Override
  public final void run() {
    Notice notice = decide(NotificationServiceGrpc.newBlockingStub(server.connect()));
    output.rows(List.of(notice), ChannelText.notices());
  }
}
