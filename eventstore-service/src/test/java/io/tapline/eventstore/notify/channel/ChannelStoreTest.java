package io.tapline.eventstore.notify.channel;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelStoreTest {
  private static final Secret KEY = new Secret("0123456789abcdef");

  private static StoreOnPostgres store;
  private static ChannelStore channels;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreOnPostgres();
    channels = new ChannelStore(store.pool);
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  @BeforeEach
  void clear() {
    store.execute("TRUNCATE eventstore.channel");
  }

  private static Channel webhook(String name, String url, String redirect) {
    return new Channel(
        name,
        new Channel.Route(
            ChannelKind.WEBHOOK,
            Target.parse(ChannelKind.WEBHOOK, url),
            MailFields.NONE,
            Secret.NONE,
            "",
            false),
        new Channel.Filter(new byte[] {1, 2}, Severity.HIGH, Set.of(Outcome.RELAPSED)),
        new Channel.Pace(Instant.parse("2026-03-01T00:00:00Z"), Duration.ofHours(1)),
        redirect,
        true);
  }

  private static Channel set(String name, String url, String redirect, @Nullable Secret secret) {
    return await(channels.set(webhook(name, url, redirect), secret));
  }

  private static Channel find(String name) {
    return await(channels.all()).find(name).orElseThrow();
  }

  @Test
  void a_channel_is_read_as_it_was_set() {
    Channel set = set("soc", "https://example.org/in?a=b", "", KEY);
    Channel read = find("soc");
    assertThat(read).usingRecursiveComparison().isEqualTo(set);
    assertThat(read.route().secret().reveal()).isEqualTo(KEY.reveal());
  }

  @Test
  void a_secret_stays_with_its_target_and_is_not_carried_to_another() {
    var _ = set("soc", "https://example.org/in", "", KEY);
    assertThat(set("soc", "https://example.org/in", "", null).route().secret().reveal())
        .isEqualTo(KEY.reveal());
    assertRefused(
        () -> set("soc", "https://elsewhere.example/in", "", null), Reason.INVALID_CHANNEL);
  }

  @Test
  void redirections_lead_somewhere_and_not_in_a_circle() {
    assertRefused(() -> set("a", "https://example.org/a", "b", KEY), Reason.INVALID_CHANNEL);
    var _ = set("b", "https://example.org/b", "", KEY);
    var _ = set("a", "https://example.org/a", "b", KEY);
    assertRefused(() -> set("b", "https://example.org/b", "a", KEY), Reason.REDIRECT_LOOP);
    assertRefused(() -> set("c", "https://example.org/c", "c", KEY), Reason.INVALID_CHANNEL);
    assertThat(await(channels.all()).effective("a").orElseThrow().name()).isEqualTo("b");
    await(channels.delete("b"));
    assertThat(await(channels.all()).effective("a")).isEmpty();
    assertRefused(() -> await(channels.delete("b")), Reason.CHANNEL_NOT_FOUND);
  }

  @Test
  void there_are_at_most_a_hundred() {
    for (int i = 0; i < ChannelStore.MAX_CHANNELS; i++) {
      var _ = set("c" + i, "https://example.org/in", "", KEY);
    }
    assertRefused(() -> set("more", "https://example.org/in", "", KEY), Reason.CHANNEL_LIMIT);
    assertThat(set("c1", "https://example.org/in", "", KEY).name()).isEqualTo("c1");
  }

  private static void assertRefused(Runnable work, Reason reason) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, https://example.org/",
    "MAIL, smtp://mail.example.org",
    "MAIL, smtp://mail.example.org:25/path",
    "MAIL, smtp://user:word@mail.example.org:25",
    "WEBHOOK, https://user@example.org/in",
    "WEBHOOK, https://example.org/in#part",
    "WEBHOOK, https:///in",
    "WEBHOOK, ftp://example.org/in",
    "WEBHOOK, https://example.org:70000/in",
    "SYSLOG, tls://example.org",
    "SYSLOG, no url",
  })
  void what_is_no_target_is_refused(ChannelKind kind, String text) {
    assertThatThrownBy(() -> Target.parse(kind, text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void loopback_is_told_without_asking_a_name_service() {
    List<String> local = List.of("smtp://127.0.0.1:25", "smtp://localhost:25", "smtp://[::1]:25");
    assertThat(local).allMatch(text -> Target.parse(ChannelKind.MAIL, text).isLoopback());
    assertThat(Target.parse(ChannelKind.MAIL, "smtp://localhost.example:25").isLoopback())
        .isFalse();
    assertThat(Target.parse(ChannelKind.MAIL, "smtp://10.0.0.1:25").isLoopback()).isFalse();
  }
}
