package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.DeleteChannelRequest;
import io.tapline.eventstore.v1.DeleteChannelResponse;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline events channels delete}. */
@Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes a channel.")
final class ChannelsDeleteCommand implements Runnable {
  @Spec CommandSpec command;

  @Parameters(paramLabel = "NAME", description = "The channel's name.")
  String name;

  @Mixin ServerOption server;

  @Override
  public void run() {
    DeleteChannelResponse unused =
        NotificationServiceGrpc.newBlockingStub(server.connect())
            .deleteChannel(DeleteChannelRequest.newBuilder().setName(name).build());
    command.commandLine().getOut().printf("Deleted the channel %s.%n", name);
  }
}
