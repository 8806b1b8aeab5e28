package io.tapline.eventstore.watch;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.StoredEvents;
import io.tapline.eventstore.action.ActionStore;
import io.tapline.eventstore.change.ChangeLog;
import io.tapline.eventstore.change.ChangePosition;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.v1.EventChange;
import io.tapline.eventstore.v1.WatchEventsResponse;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WatchCallTest {
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

  private final FakeCaller<WatchEventsResponse> caller = new FakeCaller<>();
  private final List<Throwable> refused = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WatchMetrics metrics = new WatchMetrics(registry);

  private Thread watch(Supplier<EventFeed> feeds) {
    WatchCall call = new WatchCall(caller, new ShortPauses(), metrics);
    return Thread.ofVirtual().start(() -> call.run(feeds, refused::add));
  }

  private static EventFeed feed() {
    ChangePosition now = await(sources.changes().end(store.pool));
    return new EventFeed(sources, new EventQuery(List.of(), ""), false, now);
  }

  private static void insert() {
    String scan = Ideas.unique("scan");
    var _ = store.insert(scan, "2026-03-01T00:00:00Z", scan, "10.0.0.5");
  }

  private List<EventChange> changes() {
    return caller.messages.stream()
        .map(WatchEventsResponse::getChange)
        .filter(change -> change != EventChange.EVENT_CHANGE_UNSPECIFIED)
        .toList();
  }

  @Test
  void a_token_comes_at_once_and_again_while_nothing_happens() throws Exception {
    Thread watcher = watch(WatchCallTest::feed);
    var _ = caller.ready();
    Await.until(() -> caller.messages.size() >= 2);
    assertThat(caller.messages).allSatisfy(one -> assertThat(one.getResumeToken()).isNotEmpty());
    assertThat(changes()).isEmpty();
    caller.cancel();
    watcher.join();
    assertThat(refused).as("one that leaves is not refused").isEmpty();
  }

  @Test
  void a_watcher_that_does_not_read_is_sent_nothing_and_everything_when_it_reads()
      throws Exception {
    EventFeed feed = feed();
    Thread watcher = watch(() -> feed);
    insert();
    insert();
    Await.until(() -> watcher.getState() == Thread.State.WAITING);
    assertThat(caller.messages).isEmpty();
    var _ = caller.ready();
    Await.until(() -> changes().size() == 2);
    caller.cancel();
    watcher.join();
    assertThat(registry.counter("tapline.eventstore.watched").count()).isEqualTo(2);
  }

  @Test
  void a_refusal_reaches_the_watcher_and_is_counted() throws Exception {
    Thread watcher =
        watch(
            () -> {
              throw new Refusal(Reason.INVALID_FILTER, "no");
            });
    assertThat(caller.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    watcher.join();
    assertThat(refused).hasSize(1);
  }

  @Test
  void the_end_of_the_event_store_tells_the_watcher_to_come_back() throws Exception {
    Thread watcher = watch(WatchCallTest::feed);
    Await.until(() -> watcher.getState() == Thread.State.WAITING);
    watcher.interrupt();
    assertThat(caller.end()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void there_are_at_most_so_many_watchers() {
    assertThat(metrics.enter(2)).isTrue();
    assertThat(metrics.enter(2)).isTrue();
    assertThat(metrics.enter(2)).isFalse();
    metrics.leave();
    assertThat(metrics.enter(2)).isTrue();
    assertThat(registry.get("tapline.eventstore.watchers").gauge().value()).isEqualTo(2);
  }
}
