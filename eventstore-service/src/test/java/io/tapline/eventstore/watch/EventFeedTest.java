package io.tapline.eventstore.watch;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.StoredEvents;
import io.tapline.eventstore.action.ActionKind;
import io.tapline.eventstore.action.ActionStore;
import io.tapline.eventstore.action.NewAction;
import io.tapline.eventstore.change.Change;
import io.tapline.eventstore.change.ChangeCleanUp;
import io.tapline.eventstore.change.ChangeLog;
import io.tapline.eventstore.change.ChangePosition;
import io.tapline.eventstore.query.Condition;
import io.tapline.eventstore.query.EventColumn;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventFeedTest {
  private static StoreOnPostgres store;
  private static EventFeed.Sources sources;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreOnPostgres();
    sources =
        new EventFeed.Sources(
            store.pool, new ChangeLog(), new StoredEvents(store.pool), new ActionStore(store.pool));
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  private final String scan = Ideas.unique("scan");
  private final EventQuery ofThisTest =
      new EventQuery(
          List.of(new Condition.HasAny(List.of(EventColumn.EVENT_CLASS), List.of(scan), false)),
          "");

  private static ChangePosition now() {
    return await(sources.changes().end(store.pool));
  }

  private EventFeed feed(ChangePosition from) {
    return new EventFeed(sources, ofThisTest, true, from);
  }

  private void insert(String id, String time) {
    var _ = store.insert(scan + id, "2026-03-" + time + "Z", scan, "10.0.0.5");
  }

  /** Everything until nothing more is there. */
  private static List<Watched> rest(EventFeed feed) {
    List<Watched> all = new ArrayList<>();
    EventFeed.Part part;
    do {
      part = await(feed.next());
      all.addAll(part.changes());
    } while (part.full());
    return all;
  }

  private List<String> ids(List<Watched> changes) {
    return changes.stream().map(one -> one.event().idea().id().substring(scan.length())).toList();
  }

  private static void close(String id, String why) {
    NewAction closed = new NewAction(id, ActionKind.CLOSED, "ann", why, "");
    var _ = await(new ActionStore(store.pool).add(closed));
  }

  @Test
  void what_is_stored_relapses_and_is_acted_on_is_sent_in_this_order() {
    EventFeed feed = feed(now());
    insert("a", "01T00:00:00");
    insert("b", "01T09:00:00");
    store.relapsesAt("2026-03-01T10:00:00Z");
    close(scan + "b", "done");

    List<Watched> all = rest(feed);

    assertThat(ids(all)).containsExactly("a", "b", "b", "b");
    assertThat(all)
        .extracting(one -> one.change().kind())
        .containsExactly(
            Change.Kind.STORED, Change.Kind.STORED, Change.Kind.RELAPSED, Change.Kind.ACTED);
    assertThat(Objects.requireNonNull(all.getLast().action()).text()).isEqualTo("done");
  }

  @Test
  void what_does_not_match_and_actions_that_nobody_asked_for_are_left_out() {
    ChangePosition start = now();
    insert("a", "01T00:00:00");
    var _ = store.insert(scan + "x", "2026-03-01T00:00:00Z", scan + "-other", "10.0.0.5");
    close(scan + "a", "");
    assertThat(ids(rest(new EventFeed(sources, ofThisTest, false, start)))).containsExactly("a");
  }

  @Test
  void a_transaction_that_ends_later_than_one_that_began_later_is_not_missed() {
    EventFeed feed = feed(now());
    SqlConnection slow = store.pool.getConnectionAndAwait();
    Transaction transaction = slow.beginAndAwait();
    slow.query(
            "INSERT INTO eventstore.event_change (event_id, kind, outcome, key)"
                + " VALUES ('%s', 'STORED', 'NEW', 'k')".formatted(scan + "slow"))
        .executeAndAwait();
    insert("fast", "01T00:00:00");
    assertThat(rest(feed)).as("waits for the one that began before").isEmpty();

    insert("slow", "01T00:00:01"); // so that there is an event of this id
    transaction.commitAndAwait();
    slow.closeAndAwait();
    assertThat(ids(rest(feed))).containsExactly("slow", "fast", "slow");
  }

  @Test
  void a_watcher_that_resumes_anywhere_gets_the_rest_and_nothing_twice() {
    ChangePosition start = now();
    IntStream.range(0, 45).forEach(i -> insert("-" + i, "01T00:00:00"));
    List<Watched> all = rest(feed(start));
    assertThat(all).hasSize(45);
    for (int i = 0; i < all.size(); i++) {
      String token = ResumeToken.write(all.get(i).change().position());
      assertThat(ids(rest(feed(ResumeToken.read(token))))).isEqualTo(ids(all).subList(i + 1, 45));
    }
  }

  @Test
  void eight_replicas_that_insert_at_once_are_followed_without_a_gap() throws Exception {
    EventFeed feed = feed(now());
    List<String> seen = new ArrayList<>();
    try (ExecutorService replicas = Executors.newFixedThreadPool(8)) {
      List<Future<?>> runs =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(r -> replicas.submit(() -> insertMany(r)))
              .toList();
      for (Future<?> run : runs) {
        while (!run.isDone()) {
          seen.addAll(ids(rest(feed)));
        }
        run.get();
      }
    }
    seen.addAll(ids(rest(feed)));
    assertThat(seen).hasSize(400).doesNotHaveDuplicates();
  }

  private void insertMany(int replica) {
    for (int i = 0; i < 50; i++) {
      String id = "-%d-%d".formatted(replica, i);
      var _ =
          store.insertLate(
              scan + id, "2026-03-01T00:00:00Z", scan, "10.1.%d.%d".formatted(replica, i));
    }
  }

  @Test
  void a_token_whose_rest_has_left_is_refused() throws IOException {
    try (StoreOnPostgres own = new StoreOnPostgres()) {
      EventFeed.Sources ofOwn =
          new EventFeed.Sources(
              own.pool, new ChangeLog(), new StoredEvents(own.pool), new ActionStore(own.pool));
      ChangePosition start = await(ofOwn.changes().end(own.pool));
      var _ = own.insert(scan, "2026-03-01T00:00:00Z", scan, "10.0.0.5");
      own.execute("UPDATE eventstore.notice_position SET xid = pg_current_xact_id()");
      new ChangeCleanUp(own.pool, Duration.ofDays(1), 1_000).run();
      assertThat(rest(new EventFeed(ofOwn, ofThisTest, true, start))).hasSize(1);

      new ChangeCleanUp(own.pool, Duration.ZERO, 1_000).run();
      assertThatThrownBy(() -> await(new EventFeed(ofOwn, ofThisTest, true, start).next()))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.reason()).isEqualTo(Reason.RESUME_TOKEN_EXPIRED));
    }
  }

  @Test
  void changes_stay_until_they_have_their_notices() throws IOException {
    try (StoreOnPostgres own = new StoreOnPostgres()) {
      var _ = own.insert(scan, "2026-03-01T00:00:00Z", scan, "10.0.0.5");
      new ChangeCleanUp(own.pool, Duration.ZERO, 0).run();
      assertThat(own.row("SELECT count(*) FROM eventstore.event_change").getLong(0)).isEqualTo(1);
    }
  }

  @Test
  void a_token_that_was_altered_or_is_of_another_database_is_refused() {
    String token = ResumeToken.write(new ChangePosition(7, 9));
    assertThat(ResumeToken.read(token)).isEqualTo(new ChangePosition(7, 9));
    assertThatThrownBy(() -> ResumeToken.read(token.replace('A', 'B'))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ResumeToken.read("")).isInstanceOf(Refusal.class);
    EventFeed ahead = feed(new ChangePosition(Long.MAX_VALUE, 0));
    assertThatThrownBy(() -> await(ahead.next()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_RESUME_TOKEN));
  }
}
