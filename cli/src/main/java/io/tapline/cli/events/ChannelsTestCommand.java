package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import io.tapline.eventstore.v1.SendTestNotificationRequest;
import io.tapline.eventstore.v1.SendTestNotificationResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline events channels test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Sends a notice that says that it is a test, and waits for the target.")
final class ChannelsTestCommand implements Runnable {
  @Spec CommandSpec command;

  @Parameters(paramLabel = "NAME", description = "The channel's name.")
  String name;

  @Mixin ServerOption server;

  @Override
  public void run() {
    SendTestNotificationResponse sent =
        NotificationServiceGrpc.newBlockingStub(server.connect())
            .sendTestNotification(
                SendTestNotificationRequest.newBuilder().setChannel(name).build());
    command
        .commandLine()
        .getOut()
        .printf("The target of %s took the test %s.%n", name, sent.getIdempotencyKey());
  }
}
