package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.Channel;
import io.tapline.eventstore.v1.ListChannelsRequest;
import io.tapline.eventstore.v1.ListChannelsResponse;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline events channels list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the channels by name, without their secrets. Exit code 1: none.")
final class ChannelsListCommand implements Callable<Integer> {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    List<Channel> channels =
        AllPages.rows(
            NotificationServiceGrpc.newBlockingStub(server.connect())::listChannels,
            ListChannelsRequest.getDefaultInstance(),
            ListChannelsResponse::getChannelsList);
    output.rows(channels, ChannelText.channels());
    return ExitCode.found(channels.size());
  }
}
