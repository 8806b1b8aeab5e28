package io.tapline.cli.events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline events channels}. */
@Command(
    name = "channels",
    mixinStandardHelpOptions = true,
    description = "By which channels people are told of events: mail, webhook, syslog.",
    subcommands = {
      ChannelsListCommand.class,
      ChannelsSetCommand.class,
      ChannelsDeleteCommand.class,
      ChannelsTestCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events channels set ops --kind mail --target smtp://mail.example.org:587 "
          + "--sender tapline@example.org --recipient ops@example.org --severity high",
      "  tapline events channels set soc --kind webhook --target https://soc.example.org/in "
          + "--secret-file key",
      "  tapline events channels set siem --kind syslog --target tls://siem.example.org:6514",
      "  tapline events channels test ops"
    })
final class ChannelsCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the channels: list, set, delete or test?");
  }
}
