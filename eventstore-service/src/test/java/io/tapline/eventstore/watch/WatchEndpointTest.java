package io.tapline.eventstore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.eventstore.EventstoreMetrics;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.StoredEvents;
import io.tapline.eventstore.action.ActionStore;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.change.ChangeLog;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.EventChange;
import io.tapline.eventstore.v1.WatchEventsRequest;
import io.tapline.eventstore.v1.WatchEventsResponse;
import io.tapline.testing.Await;
import io.tapline.testing.FakeCaller;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchEndpointTest {
  private static StoreOnPostgres store;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreOnPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeCaller<WatchEventsResponse> caller = new FakeCaller<>();
  private WatchEndpoint endpoint;

  @BeforeEach
  void open() {
    endpoint =
        new WatchEndpoint(
            store.schema,
            new EventFeed.Sources(
                store.pool,
                new ChangeLog(),
                new StoredEvents(store.pool),
                new ActionStore(store.pool)),
            new QueryRequests(100),
            new ShortPauses(),
            new WatchMetrics(registry),
            new EventstoreCall(store.schema, new EventstoreMetrics(registry)));
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private FakeCaller<WatchEventsResponse> watch(FakeCaller<WatchEventsResponse> caller) {
    endpoint.watchEvents(WatchEventsRequest.getDefaultInstance(), caller);
    return caller;
  }

  private double count(String counter, String... tags) {
    return registry.counter("tapline.eventstore." + counter, tags).count();
  }

  private double watchers() {
    return registry.get("tapline.eventstore.watchers").gauge().value();
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
  void a_token_comes_at_once_and_changes_as_they_happen() {
    var _ = watch(caller).ready();
    Await.until(() -> !caller.messages.isEmpty());
    assertThat(changes()).isEmpty();
    insert();
    insert();
    Await.until(() -> changes().size() == 2);
    assertThat(caller.messages).allSatisfy(one -> assertThat(one.getResumeToken()).isNotEmpty());
    assertThat(count("watched")).isEqualTo(2);
    caller.cancel();
    Await.until(() -> watchers() == 0);
    assertThat(registry.find("tapline.eventstore.rejections").counters())
        .as("one that leaves is not refused")
        .isEmpty();
  }

  @Test
  void a_watcher_beyond_the_limit_is_refused_and_counted_until_one_leaves() throws Exception {
    FakeCaller<WatchEventsResponse> first = watch(new FakeCaller<>()).ready();
    var _ = watch(new FakeCaller<>()).ready();
    assertThat(watch(caller).end()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(count("watchers.refused")).isEqualTo(1);
    assertThat(count("rejections", "reason", "WATCH_LIMIT")).isEqualTo(1);

    first.cancel();
    Await.until(() -> watchers() == 1);
    FakeCaller<WatchEventsResponse> third = watch(new FakeCaller<>()).ready();
    Await.until(() -> !third.messages.isEmpty());
    assertThat(count("watchers.refused")).isEqualTo(1);
  }

  @Test
  void a_bad_token_is_refused_and_counted() throws Exception {
    endpoint.watchEvents(
        WatchEventsRequest.newBuilder().setResumeToken("nonsense").build(), caller);
    assertThat(caller.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(count("rejections", "reason", "INVALID_RESUME_TOKEN")).isEqualTo(1);
  }

  @Test
  void the_end_of_the_event_store_tells_the_watcher_to_come_back() throws Exception {
    var _ = watch(caller).ready();
    Await.until(() -> !caller.messages.isEmpty());
    endpoint.close();
    assertThat(caller.end()).isEqualTo(Status.Code.UNAVAILABLE);
  }
}
