package io.tapline.eventstore.notify.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.notify.channel.Secret;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.Channel;
import io.tapline.eventstore.v1.ChannelKind;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.rpc.Refusal;
import java.util.Collections;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ChannelMessagesTest {
  private final ChannelMessages messages = new ChannelMessages(new QueryRequests(10));

  private static Channel.Builder mail() {
    return Channel.newBuilder()
        .setName("soc")
        .setKind(ChannelKind.CHANNEL_KIND_MAIL)
        .setTarget("smtps://mail.example.org:465")
        .setSender("tapline@example.org")
        .addRecipients("soc@example.org");
  }

  private void assertRefused(String field, Consumer<Channel.Builder> change) {
    Channel.Builder message = mail();
    change.accept(message);
    assertThatThrownBy(
            () -> {
              var _ = ChannelMessages.secret(message.build());
              var _ = messages.channel(message.build());
            })
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_CHANNEL))
        .hasMessageStartingWith("channel." + field + " ");
  }

  @Test
  void each_field_is_refused_by_its_name() {
    assertRefused("name", channel -> channel.setName("SOC"));
    assertRefused("name", channel -> channel.setName("a".repeat(65)));
    assertRefused("kind", Channel.Builder::clearKind);
    assertRefused("target", channel -> channel.setTarget("smtps://user:word@mail.example.org:465"));
    assertRefused("ca_certificates", channel -> channel.setCaCertificates("no PEM"));
    assertRefused("ca_certificates", channel -> channel.setCaCertificates("a".repeat(65_537)));
    assertRefused("username", channel -> channel.setUsername("a\r\nb"));
    assertRefused("secret", channel -> channel.setSecret("a\nb"));
    assertRefused("secret", channel -> channel.setSecret("a".repeat(1_025)));
    assertRefused("minimum_severity", channel -> channel.setMinimumSeverityValue(99));
    assertRefused("outcomes", channel -> channel.addOutcomes(Outcome.OUTCOME_THRESHOLDED));
  }

  @Test
  void mail_addresses_cannot_carry_another_header() {
    assertRefused("sender", channel -> channel.setSender("a@example.org\r\nBcc: b@example.org"));
    assertRefused("recipients", channel -> channel.addRecipients("a@example.org\n"));
    assertRefused("recipients", Channel.Builder::clearRecipients);
    assertRefused(
        "recipients",
        channel -> channel.addAllRecipients(Collections.nCopies(100, "a@example.org")));
  }

  @Test
  void times_must_be_valid_and_a_digest_at_most_a_month_long() {
    assertRefused(
        "muted_until", channel -> channel.setMutedUntil(Timestamp.newBuilder().setNanos(-1)));
    assertRefused(
        "digest_interval",
        channel -> channel.setDigestInterval(Duration.newBuilder().setNanos(-1)));
    assertRefused(
        "digest_interval",
        channel -> channel.setDigestInterval(Duration.newBuilder().setSeconds(31 * 86_400 + 1)));
  }

  @Test
  void only_mail_has_a_sender_and_only_this_machine_is_sent_to_in_the_open() {
    assertRefused(
        "kind",
        channel ->
            channel.setKind(ChannelKind.CHANNEL_KIND_WEBHOOK).setTarget("https://example.org/in"));
    assertRefused(
        "target",
        channel ->
            channel
                .setKind(ChannelKind.CHANNEL_KIND_WEBHOOK)
                .setTarget("http://example.org/in")
                .clearSender()
                .clearRecipients());
  }

  @Test
  void a_channel_reads_as_it_was_written_but_for_its_secret() {
    Channel written = mail().setSecret("do not repeat").build();
    Secret secret = Objects.requireNonNull(ChannelMessages.secret(written));
    Channel read = ChannelMessages.message(messages.channel(written).withSecret(secret));
    assertThat(read.getHasSecret()).isTrue();
    assertThat(read.toString()).doesNotContain("do not repeat");
    assertThat(messages.channel(read))
        .usingRecursiveComparison()
        .isEqualTo(messages.channel(written));
  }
}
