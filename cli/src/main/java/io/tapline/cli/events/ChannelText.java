package io.tapline.cli.events;

import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.Channel;
import io.tapline.eventstore.v1.Notice;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Channels and notices as rows. */
final class ChannelText {
  private ChannelText() {}

  static List<Column<Channel>> channels() {
    return List.of(
        Column.text("name", Channel::getName),
        Column.text("kind", one -> EnumWord.of(one.getKind())),
        Column.text("target", Channel::getTarget),
        Column.text("recipients", one -> String.join(" ", one.getRecipientsList())),
        Column.text("minimum_severity", one -> EnumWord.of(one.getMinimumSeverity())),
        Column.text("outcomes", ChannelText::outcomes),
        Column.text(
            "muted_until", one -> one.hasMutedUntil() ? Times.exact(one.getMutedUntil()) : ""),
        Column.text("redirect_to", Channel::getRedirectTo),
        Column.text("digest_interval", ChannelText::digest),
        Column.flag("has_secret", Channel::getHasSecret),
        Column.flag("disabled", Channel::getDisabled));
  }

  private static String outcomes(Channel channel) {
    return channel.getOutcomesList().stream().map(EnumWord::of).collect(Collectors.joining(" "));
  }

  private static String digest(Channel channel) {
    long seconds = channel.getDigestInterval().getSeconds();
    return seconds == 0 ? "" : Duration.ofSeconds(seconds).toString();
  }

  static List<Column<Notice>> notices() {
    return List.of(
        Column.count("id", Notice::getId),
        IntervalOptions.column("create_time", Notice::getCreateTime, ZoneOffset.UTC),
        Column.text("channel", Notice::getChannel),
        Column.text("state", notice -> EnumWord.of(notice.getState())),
        Column.number("attempts", Notice::getAttempts),
        Column.text("subject", Notice::getSubject),
        Column.text("event_id", Notice::getEventId),
        Column.text("last_error", Notice::getLastError));
  }
}
