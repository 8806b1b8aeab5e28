package io.tapline.eventstore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.eventstore.EventstoreMetrics;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.StoredEvents;
import io.tapline.eventstore.action.ActionStore;
import io.tapline.eventstore.change.ChangeLog;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.WatchEventsRequest;
import io.tapline.eventstore.v1.WatchEventsResponse;
import io.tapline.testing.Await;
import org.junit.jupiter.api.Test;

class WatchEndpointTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double count(String counter, String... tags) {
    return registry.counter("tapline.eventstore." + counter, tags).count();
  }

  private WatchEndpoint endpoint(StoreOnPostgres store) {
    EventFeed.Sources sources =
        new EventFeed.Sources(
            store.pool, new ChangeLog(), new StoredEvents(store.pool), new ActionStore(store.pool));
    return new WatchEndpoint(
        store.schema,
        sources,
        new QueryRequests(100),
        new ShortPauses(),
        new WatchMetrics(registry),
        new EventstoreMetrics(registry));
  }

  @Test
  void a_watcher_beyond_the_limit_is_refused_and_counted_until_one_leaves() throws Exception {
    try (StoreOnPostgres store = new StoreOnPostgres()) {
      WatchEndpoint endpoint = endpoint(store);
      FakeCaller<WatchEventsResponse> first = watch(endpoint);
      FakeCaller<WatchEventsResponse> second = watch(endpoint);
      assertThat(watch(endpoint).end()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(count("watchers.refused")).isEqualTo(1);
      assertThat(count("rejections", "reason", "WATCH_LIMIT")).isEqualTo(1);

      first.cancel();
      Await.until(() -> registry.get("tapline.eventstore.watchers").gauge().value() == 1);
      FakeCaller<WatchEventsResponse> third = watch(endpoint);
      Await.until(() -> !third.messages.isEmpty());
      assertThat(count("watchers.refused")).isEqualTo(1);
      second.cancel();
      third.cancel();
      endpoint.close();
    }
  }

  private static FakeCaller<WatchEventsResponse> watch(WatchEndpoint endpoint) {
    FakeCaller<WatchEventsResponse> caller = new FakeCaller<>();
    endpoint.watchEvents(WatchEventsRequest.getDefaultInstance(), caller);
    return caller.ready();
  }
}
