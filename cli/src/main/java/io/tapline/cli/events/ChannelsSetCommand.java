package io.tapline.cli.events;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.time.TimeArgument;
import io.tapline.cli.time.Times;
import io.tapline.cli.time.WidthConverter;
import io.tapline.eventstore.v1.Channel;
import io.tapline.eventstore.v1.ChannelKind;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.SetChannelRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline events channels set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Creates or replaces a channel. A secret that is left out stays what it was while the"
            + " target stays.")
final class ChannelsSetCommand implements Runnable {
  /** How a channel sends. */
  enum Kind {
    MAIL,
    WEBHOOK,
    SYSLOG
  }

  /** What is decided and sent. */
  enum Decided {
    NEW,
    RELAPSED
  }

  @Parameters(paramLabel = "NAME", description = "The channel's name: a-z, 0-9 and hyphens.")
  String name;

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "mail, webhook or syslog.")
  Kind kind;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "URL",
      description =
          "smtp://host:port (STARTTLS), smtps://host:port; an https URL; tls://host:port,"
              + " tcp://host:port, udp://host:port.")
  String target;

  @Option(names = "--sender", paramLabel = "ADDRESS", description = "Mail: who sends.")
  String sender = "";

  @Option(names = "--recipient", paramLabel = "ADDRESS", description = "Mail: to whom; repeatable.")
  List<String> recipients = new ArrayList<>();

  @Option(names = "--username", paramLabel = "NAME", description = "Mail: with whom to log in.")
  String username = "";

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "Mail: the password. Webhook: the key that signs. One line.")
  @Nullable Path secret;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Certificates (PEM) that are trusted instead of the usual ones.")
  @Nullable Path certificates;

  @Option(
      names = "--allow-plaintext",
      description = "Allows to send in the open; the certificate of a server is always verified.")
  boolean plaintext;

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      description = "The least urgent: info, low, medium, high, critical; default: all.")
  @Nullable Level severity;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "new, relapsed; repeatable; default: both.")
  List<Decided> outcomes = new ArrayList<>();

  @Mixin EventKinds events;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Source or target: address, prefix or range; repeatable.")
  List<String> hosts = new ArrayList<>();

  @Option(names = "--group", paramLabel = "NAME", description = "Abuse group; repeatable.")
  List<String> groups = new ArrayList<>();

  @Option(
      names = "--muted-until",
      paramLabel = "TIME",
      description = "Until then nothing is sent, for example now+2h; UTC where it names no zone.")
  @Nullable String mutedUntil;

  @Option(
      names = "--redirect-to",
      paramLabel = "NAME",
      description = "Another channel by which the notices of this one are sent.")
  String redirectTo = "";

  @Option(
      names = "--digest",
      paramLabel = "WIDTH",
      converter = WidthConverter.class,
      description = "Gathers events and sends them together, for example once in 1h.")
  @Nullable Duration digest;

  @Option(names = "--disabled", description = "Takes no events, and what waits waits on.")
  boolean disabled;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    SetChannelRequest request = SetChannelRequest.newBuilder().setChannel(channel()).build();
    output.rows(
        List.of(NotificationServiceGrpc.newBlockingStub(server.connect()).setChannel(request)),
        ChannelText.channels());
  }

  private Channel channel() {
    Channel.Builder channel =
        Channel.newBuilder()
            .setName(name)
            .setKind(ChannelKind.valueOf("CHANNEL_KIND_" + kind))
            .setTarget(target)
            .setSender(sender)
            .addAllRecipients(recipients)
            .setUsername(username)
            .setSecret(secret == null ? "" : read(secret).stripTrailing())
            .setCaCertificates(certificates == null ? "" : read(certificates))
            .setPlaintextAllowed(plaintext)
            .setRedirectTo(redirectTo)
            .setDisabled(disabled);
    filter(channel);
    pace(channel);
    return channel.build();
  }

  private void filter(Channel.Builder channel) {
    channel.setQuery(
        EventQuery.newBuilder()
            .addAllCategories(events.categories)
            .addAllClasses(events.classes)
            .addAllHostAddrs(hosts)
            .addAllGroups(groups));
    if (severity != null) {
      channel.setMinimumSeverity(severity.severity());
    }
    outcomes.forEach(one -> channel.addOutcomes(Outcome.valueOf("OUTCOME_" + one)));
  }

  private void pace(Channel.Builder channel) {
    if (mutedUntil != null) {
      channel.setMutedUntil(
          Times.timestamp(TimeArgument.typed(mutedUntil, Instant.now(), ZoneOffset.UTC)));
    }
    if (digest != null) {
      channel.setDigestInterval(Times.duration(digest));
    }
  }

  /** Secrets are read from files: arguments are seen by every user of the machine. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CliException(ExitCode.USAGE, "The file cannot be read: " + e.getMessage());
    }
  }
}
