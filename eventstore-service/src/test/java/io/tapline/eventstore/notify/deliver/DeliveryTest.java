package io.tapline.eventstore.notify.deliver;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.StoredEvents;
import io.tapline.eventstore.change.ChangeCleanUp;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.loop.PeriodicLoop;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Outbox;
import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.channel.ChannelKind;
import io.tapline.eventstore.notify.channel.ChannelStore;
import io.tapline.eventstore.notify.channel.MailFields;
import io.tapline.eventstore.notify.channel.Secret;
import io.tapline.eventstore.notify.channel.Target;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.testing.Await;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows are 10 hours, the relapse window is the last 5, the period is 1 hour. */
class DeliveryTest {
  private static StoreOnPostgres store;

  @BeforeAll
  static void startStore() throws IOException {
    store = new StoreOnPostgres();
  }

  @AfterAll
  static void stopStore() throws IOException {
    store.close();
  }

  private final FakeSenders targets = new FakeSenders();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final NotifyMetrics metrics = new NotifyMetrics(registry);
  private final Outbox outbox = new Outbox("mail");
  private final String scan = Ideas.unique("scan");
  private final List<Delivery> opened = new ArrayList<>();
  private Delivery delivery;

  @BeforeEach
  void reset() {
    delivery = replica();
    store.execute("TRUNCATE eventstore.notice, eventstore.channel CASCADE");
    store.execute(
        "UPDATE eventstore.notice_position SET xid = pg_snapshot_xmin(pg_current_snapshot()), seq ="
            + " 0");
  }

  @AfterEach
  void close() {
    opened.forEach(Delivery::close);
  }

  private static ChannelStore channels() {
    return new ChannelStore(store.pool);
  }

  private Delivery replica() {
    Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), 3);
    DeliveryParts.Settings settings =
        new DeliveryParts.Settings(
            backoff, Duration.ofSeconds(1), 5, Duration.ofDays(1), 1_000, "http://console");
    Delivery made =
        DeliveryParts.delivery(
            new DeliveryParts(
                store.pool,
                new StoredEvents(store.pool),
                channels(),
                outbox,
                bytes -> new EventQuery(List.of(), ""),
                targets,
                metrics,
                new ChangeCleanUp(store.pool, Duration.ofDays(1), 1_000_000),
                settings,
                Clock.systemUTC()));
    opened.add(made);
    return made;
  }

  private void channel(String name) {
    channel(name, Severity.UNSPECIFIED, null, Duration.ZERO, "");
  }

  private void channel(
      String name, Severity minimum, @Nullable Instant muted, Duration digest, String redirect) {
    Channel.Route route =
        new Channel.Route(
            ChannelKind.SYSLOG,
            Target.parse(ChannelKind.SYSLOG, "tls://192.0.2.1:6514"),
            MailFields.NONE,
            Secret.NONE,
            "",
            false);
    Channel.Filter filter =
        new Channel.Filter(new byte[0], minimum, Set.of(Outcome.NEW, Outcome.RELAPSED));
    Channel made =
        new Channel(name, route, filter, new Channel.Pace(muted, digest), redirect, false);
    await(channels().set(made, null));
  }

  private void insert(String id, String time) {
    var _ = store.insert(scan + id, "2026-03-" + time + "Z", scan, "10.0.0.5");
  }

  /** Rounds until nothing waits any more. */
  private void deliverAll() {
    Await.until(
        "nothing waits",
        () -> {
          delivery.round();
          return count("PENDING") == 0;
        });
  }

  private static long count(String state) {
    return store
        .row("SELECT count(*) FROM eventstore.notice WHERE state = '" + state + "'")
        .getLong(0);
  }

  private double counted(String counter, String... tags) {
    return registry.counter("tapline.eventstore.notices." + counter, tags).count();
  }

  private double gauged(String gauge) {
    return registry.get("tapline.eventstore.notices." + gauge).gauge().value();
  }

  @Test
  void one_notice_is_sent_for_what_is_new_none_for_what_is_kept_back_and_one_for_the_relapse() {
    channel("ops");
    insert("a", "01T00:00:00");
    insert("b", "01T09:00:00");
    deliverAll();
    assertThat(targets.taken).hasSize(1);
    var first = targets.taken.getFirst().message().notice().event();
    assertThat(Objects.requireNonNull(first).id()).isEqualTo(scan + "a");

    store.relapsesAt("2026-03-01T10:00:00Z");
    deliverAll();

    assertThat(targets.taken).hasSize(2);
    Notice relapse = targets.taken.getLast().message().notice();
    assertThat(relapse.subject()).isEqualTo("[low, relapsed] Recon.Scanning");
    assertThat(relapse.text()).contains("Why: Relapsed: " + scan, "Sources: 10.0.0.5");
    assertThat(targets.taken.getLast().message().ideaJson()).contains(scan + "b");
    assertThat(counted("sent", "channel", "ops")).isEqualTo(2);
  }

  @Test
  void an_insert_that_is_rolled_back_tells_nobody_and_one_that_is_repeated_tells_once() {
    channel("ops");
    insert("a", "01T00:00:00");
    await(
        store.inserter.insert(
            List.of(store.idea(scan + "a", "2026-03-01T00:00:00Z", scan, "low", "10.0.0.5"))));
    Uni<Boolean> rolledBack =
        store.pool.withTransaction(
            transaction ->
                outbox
                    .add(transaction, Notice.toChannel("k", "ops", "never", "", List.of()))
                    .onItem()
                    .failWith(() -> new IllegalStateException("rolled back")));
    assertThat(rolledBack.onFailure().recoverWithItem(false).await().atMost(Await.LIMIT)).isFalse();

    deliverAll();
    assertThat(targets.taken)
        .extracting(FakeSenders.Taken::subject)
        .hasSize(1)
        .doesNotContain("never");
  }

  @Test
  void a_crash_between_decision_and_sending_loses_nothing_and_the_next_replica_sends() {
    channel("ops");
    insert("a", "01T00:00:00");
    delivery.close(); // whatever it had in mind
    Delivery next = replica();
    Await.until(
        () -> {
          next.round();
          return targets.taken.size() == 1;
        });
  }

  @Test
  void a_replica_that_crashed_while_it_sent_is_followed_with_the_same_key() {
    channel("ops");
    insert("a", "01T00:00:00");
    NoticeStore notices = new NoticeStore(store.pool);
    Await.until(
        () -> {
          makeNotices();
          return count("PENDING") == 1;
        });
    NoticeRow crashed = await(notices.lease(List.of("ops"), 10, Duration.ofHours(1))).getFirst();
    assertThat(await(notices.lease(List.of("ops"), 10, Duration.ofHours(1)))).isEmpty();
    store.execute("UPDATE eventstore.notice SET lease_until = now() - interval '1 second'");

    deliverAll();

    assertThat(targets.taken)
        .extracting(FakeSenders.Taken::key)
        .containsExactly(crashed.notice().idempotencyKey());
    await(notices.dead(crashed, "too late"));
    assertThat(count("SENT")).as("who lost the lease writes nothing").isEqualTo(1);
  }

  /** A round whose lanes find nothing, because the channel is disabled meanwhile. */
  private void makeNotices() {
    new FanOut(
            new FanOut.Parts(
                store.pool,
                new StoredEvents(store.pool),
                channels(),
                bytes -> new EventQuery(List.of(), ""),
                outbox,
                new EventLink("http://console"),
                Clock.systemUTC()))
        .run();
  }

  @Test
  void two_replicas_send_each_notice_once() throws Exception {
    channel("ops");
    int events = 60;
    for (int i = 0; i < events; i++) {
      add("n" + i, "ops", "number " + i);
    }
    Delivery other = replica();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> runs = new ArrayList<>();
      for (Delivery one : List.of(delivery, other)) {
        runs.add(
            threads.submit(
                () ->
                    Await.until(
                        () -> {
                          one.round();
                          return count("PENDING") == 0;
                        })));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
    assertThat(targets.taken)
        .extracting(FakeSenders.Taken::key)
        .hasSize(events)
        .doesNotHaveDuplicates();
  }

  private void add(String key, String channel, String subject) {
    Notice notice = Notice.toChannel(key, channel, subject, "", List.of());
    assertThat(isAdded(notice)).isTrue();
  }

  private boolean isAdded(Notice notice) {
    return await(store.pool.withTransaction(tx -> outbox.add(tx, notice)));
  }

  @Test
  void a_key_that_is_there_adds_nothing() {
    add("once", "ops", "first");
    Notice again = Notice.toChannel("once", "ops", "second", "", List.of());
    assertThat(isAdded(again)).isFalse();
  }

  @Test
  void attachments_and_recipients_arrive_as_they_were_added() {
    channel("mail");
    byte[] csv = {1, 2, 3};
    Notice notice =
        Notice.toRecipients(
            "report",
            List.of("a@example.org"),
            "Report",
            "text",
            List.of(new Notice.Attachment("report.csv", "text/csv", csv)));
    assertThat(isAdded(notice)).isTrue();
    deliverAll();
    Notice sent = targets.by("mail").getFirst().message().notice();
    assertThat(sent.recipients()).containsExactly("a@example.org");
    assertThat(sent.attachments().getFirst().content()).isEqualTo(csv);
  }

  @Test
  void what_is_not_taken_is_tried_again_and_dead_after_the_last_attempt() {
    channel("ops");
    targets.fail("ops", false, "connection refused");
    add("k", "ops", "subject");
    Await.until(
        () -> {
          delivery.round();
          return count("DEAD") == 1;
        });
    assertThat(
            store.row("SELECT attempts || ' ' || last_error FROM eventstore.notice").getString(0))
        .isEqualTo("3 connection refused");
    assertThat(counted("failures", "channel", "ops")).isEqualTo(3);
    assertThat(counted("dead", "channel", "ops")).isEqualTo(1);
  }

  @Test
  void an_error_in_a_sender_counts_as_an_attempt_and_does_not_repeat_its_message() {
    channel("ops");
    targets.breakDown("ops");
    add("k", "ops", "subject");
    Await.until(
        () -> {
          delivery.round();
          return count("DEAD") == 1;
        });
    assertThat(store.row("SELECT last_error FROM eventstore.notice").getString(0))
        .isEqualTo("internal error: IllegalArgumentException");
  }

  @Test
  void a_sender_that_cannot_be_opened_counts_as_an_attempt_and_keeps_no_notice() {
    channel("ops");
    targets.doNotOpen("ops");
    for (int i = 0; i <= Lane.BATCH; i++) {
      add("k" + i, "ops", "subject");
    }
    Await.until(
        () -> {
          delivery.round();
          return count("DEAD") > 0;
        });
    assertThat(
            store
                .row(
                    "SELECT attempts || ' ' || last_error FROM eventstore.notice"
                        + " WHERE state = 'DEAD'")
                .getString(0))
        .isEqualTo("3 internal error: IllegalStateException");
    targets.work("ops");
    deliverAll();
    assertThat(targets.taken).isNotEmpty();
    assertThat(count("SENT") + count("DEAD")).isEqualTo(Lane.BATCH + 1);
  }

  @Test
  void what_is_not_sent_when_delivery_is_closed_is_given_back_at_once() {
    channel("ops");
    var _ = targets.hold("ops");
    add("a", "ops", "first");
    add("b", "ops", "second");
    delivery.round();
    Await.until(() -> leased() == 2);
    delivery.close();
    assertThat(leased()).isZero();
    assertThat(count("PENDING")).isEqualTo(2);
  }

  private static long leased() {
    return store.row("SELECT count(*) FROM eventstore.notice WHERE lease IS NOT NULL").getLong(0);
  }

  @Test
  void an_event_that_is_longer_than_a_notice_stops_no_other() {
    channel("ops");
    String reason = "r".repeat(Notice.MAX_TEXT);
    insert("long", "01T00:00:00");
    store.execute("UPDATE eventstore.decision SET reason = '" + reason + "'");
    add("k", "ops", "other");
    deliverAll();
    assertThat(targets.taken).extracting(FakeSenders.Taken::subject).contains("other");
    assertThat(targets.taken).hasSize(2);
  }

  @Test
  void what_is_refused_for_good_is_dead_at_once_and_holds_up_nothing() {
    channel("ops");
    targets.fail("ops", true, "550 no such user");
    add("k", "ops", "subject");
    Await.until(
        () -> {
          delivery.round();
          return count("DEAD") == 1;
        });
    assertThat(store.row("SELECT attempts FROM eventstore.notice").getInteger(0)).isEqualTo(1);
  }

  @Test
  void a_slow_target_holds_up_no_other() {
    channel("slow");
    channel("fast");
    var latch = targets.hold("slow");
    add("s", "slow", "slow");
    add("f", "fast", "fast");
    Await.until(
        () -> {
          delivery.round();
          return targets.by("fast").size() == 1;
        });
    assertThat(targets.by("slow")).isEmpty();
    latch.countDown();
    deliverAll();
    assertThat(targets.by("slow")).hasSize(1);
  }

  @Test
  void a_muted_channel_keeps_its_notices_and_sends_none() {
    channel("ops", Severity.UNSPECIFIED, Instant.now().plusSeconds(3_600), Duration.ZERO, "");
    insert("a", "01T00:00:00");
    Await.until(
        () -> {
          delivery.round();
          return count("MUTED") == 1;
        });
    assertThat(targets.taken).isEmpty();
  }

  @Test
  void a_redirection_sends_by_the_other_channel() {
    channel("night");
    channel("ops", Severity.UNSPECIFIED, null, Duration.ZERO, "night");
    add("k", "ops", "subject");
    deliverAll();
    assertThat(targets.by("night"))
        .extracting(FakeSenders.Taken::subject)
        .containsExactly("subject");
  }

  @Test
  void a_channel_takes_no_event_below_its_severity() {
    channel("ops", Severity.HIGH, null, Duration.ZERO, "");
    channel("all");
    insert("a", "01T00:00:00");
    deliverAll();
    assertThat(targets.by("all")).hasSize(1);
    assertThat(targets.by("ops")).isEmpty();
  }

  @Test
  void events_of_an_interval_are_sent_together_at_its_end() {
    channel("ops", Severity.UNSPECIFIED, null, Duration.ofDays(1), "");
    for (int i = 0; i < 3; i++) {
      var _ = store.insert(scan + i, "2026-03-01T00:00:00Z", scan, "10.0.0." + i);
    }
    Await.until(
        () -> {
          delivery.round();
          return count("HELD") == 3;
        });
    store.execute("UPDATE eventstore.notice SET next_time = now()");
    deliverAll();
    assertThat(targets.taken)
        .extracting(FakeSenders.Taken::subject)
        .containsExactly("3 events: 3 new, 0 relapsed");
    assertThat(count("DIGESTED")).isEqualTo(3);
  }

  @Test
  void the_oldest_of_too_many_that_wait_become_a_digest() {
    channel("ops");
    targets.fail("ops", false, "away");
    store.execute(
        """
        INSERT INTO eventstore.notice (channel, idempotency_key, subject, body, event_id, outcome,
          next_time)
        SELECT 'ops', 'k' || n, 'event ' || n, '', 'e' || n, 'NEW', now() + interval '1 hour'
        FROM generate_series(1, 9) n\
        """);
    delivery.round();
    assertThat(count("DIGESTED")).isEqualTo(5);
    assertThat(
            store.row("SELECT subject FROM eventstore.notice WHERE event_id IS NULL").getString(0))
        .isEqualTo("5 events: 5 new, 0 relapsed");
    assertThat(counted("digested", "channel", "ops")).isEqualTo(5);
  }

  @Test
  void notices_that_are_there_are_sent_while_others_cannot_be_made() {
    channel("ops");
    add("k", "ops", "subject");
    store.execute("ALTER TABLE eventstore.event_change RENAME TO out_of_reach");
    try {
      Await.until("the notice is sent", this::sentInSpiteOfAFailedRound);
      try (PeriodicLoop loop = new PeriodicLoop(delivery.work(), Duration.ofMinutes(1))) {
        loop.doWork();
      }
      assertThat(counted("rounds.failed")).isEqualTo(1);
      assertThat(metrics.isFailing()).isTrue();
    } finally {
      store.execute("ALTER TABLE eventstore.out_of_reach RENAME TO event_change");
    }
  }

  private boolean sentInSpiteOfAFailedRound() {
    assertThatThrownBy(() -> delivery.round()).hasMessageContaining("event_change");
    return count("SENT") == 1;
  }

  @Test
  void a_lane_that_ends_in_an_error_is_counted() {
    channel("ops");
    add("k", "ops", "subject");
    store.execute("ALTER TABLE eventstore.notice_attachment RENAME TO out_of_reach");
    try {
      Await.until(
          () -> {
            delivery.round();
            return counted("lanes.failed", "channel", "ops") > 0;
          });
    } finally {
      store.execute("ALTER TABLE eventstore.out_of_reach RENAME TO notice_attachment");
    }
    assertThat(count("SENT")).isZero();
  }

  @Test
  void notices_of_a_channel_that_is_gone_are_dead() {
    add("k", "nobody", "subject");
    delivery.round();
    assertThat(count("DEAD")).isEqualTo(1);
    assertThat(counted("dead", "channel", "")).isEqualTo(1);
  }

  @Test
  void what_waits_and_what_is_dead_is_measured() {
    channel("ops");
    targets.fail("ops", false, "away");
    store.execute(
        """
        INSERT INTO eventstore.notice (channel, idempotency_key, subject, body, state, create_time,
          next_time)
        SELECT 'ops', state, '', '', state, now() - interval '90 seconds', now() + interval '1 hour'
        FROM unnest('{PENDING,DEAD}'::text[]) state\
        """);
    Await.until(
        () -> {
          delivery.round();
          return gauged("pending") == 1 && gauged("dead.kept") == 1;
        });
    assertThat(gauged("pending.age")).isBetween(90.0, 120.0);
  }

  @Test
  void pauses_double_up_to_the_longest() {
    Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1), 20);
    assertThat(IntStream.of(1, 2, 3, 20).mapToObj(backoff::after))
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofHours(1));
  }
}
