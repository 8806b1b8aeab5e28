package io.tapline.flowlog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.search.CommittedRows;
import io.tapline.flowlog.search.Engine;
import io.tapline.flowlog.store.Segments;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.flowlog.v1.WatchConnectionsRequest;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import io.tapline.testing.Await;
import io.tapline.testing.FakeCaller;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WatchEndpointTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final LogHarness log = new LogHarness(database, 1 << 24);

  private final Segments segments = log.segments();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Engine engine = new Engine(log.duckDb, log.snapshots, Duration.ofSeconds(30));
  private final WatchEndpoint endpoint =
      new WatchEndpoint(
          new ConnectionFeed.Sources(new Commits(database.log()), new CommittedRows(engine)),
          new ShortPauses(),
          new WatchMetrics(registry));
  private final FakeCaller<WatchConnectionsResponse> caller = new FakeCaller<>();

  @AfterEach
  void close() {
    endpoint.close();
    engine.close();
  }

  private FakeCaller<WatchConnectionsResponse> watch(WatchConnectionsRequest request) {
    endpoint.watchConnections(request, caller);
    return caller;
  }

  private double count(String counter) {
    return registry.counter("tapline.flowlog." + counter).count();
  }

  private double watchers() {
    return registry.get("tapline.flowlog.watchers").gauge().value();
  }

  private int sent() {
    return caller.messages.stream().mapToInt(WatchConnectionsResponse::getConnectionsCount).sum();
  }

  @Test
  void a_token_comes_at_once_and_connections_as_they_become_durable() throws Exception {
    WatchConnectionsRequest request =
        WatchConnectionsRequest.newBuilder()
            .setReadMask(FieldMask.newBuilder().addPaths("source"))
            .build();
    var _ = watch(request).ready();
    Await.until(() -> !caller.messages.isEmpty());
    segments.commit(2_500);
    Await.until(() -> sent() == 2_500);

    assertThat(caller.messages)
        .allSatisfy(one -> assertThat(one.getResumeToken()).isNotEmpty())
        .allSatisfy(one -> assertThat(one.getConnectionsCount()).isLessThanOrEqualTo(1_000))
        .flatExtracting(WatchConnectionsResponse::getConnectionsList)
        .allSatisfy(one -> assertThat(one.getId()).isEmpty())
        .anySatisfy(one -> assertThat(one.getSource()).isEqualTo("probe/made-up"));
    assertThat(count("watched")).isEqualTo(2_500);
    caller.cancel();
    Await.until(() -> watchers() == 0);
  }

  @Test
  void a_watcher_that_does_not_read_is_sent_nothing_and_then_told_what_it_missed()
      throws Exception {
    String start = ResumeToken.write(WatchPosition.behind(0));
    var _ = watch(WatchConnectionsRequest.newBuilder().setResumeToken(start).build());
    segments.commit(3);
    segments.commit(4);
    database.execute("DELETE FROM flowlog.segment WHERE row_count = 3");
    assertThat(caller.messages).isEmpty();
    var _ = caller.ready();
    Await.until(() -> sent() == 4);

    assertThat(caller.messages)
        .filteredOn(one -> one.getSkippedConnections() > 0)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.getSkippedConnections()).isEqualTo(3);
              assertThat(one.getSkippedInterval().hasStartTime()).isTrue();
              assertThat(one.getSkippedInterval().hasEndTime()).isTrue();
            });
    Await.until(() -> count("watch.skipped") == 3);
  }

  @Test
  void a_watcher_beyond_the_limit_is_refused_and_counted() throws Exception {
    FakeCaller<WatchConnectionsResponse> first = new FakeCaller<>();
    FakeCaller<WatchConnectionsResponse> second = new FakeCaller<>();
    endpoint.watchConnections(WatchConnectionsRequest.getDefaultInstance(), first);
    endpoint.watchConnections(WatchConnectionsRequest.getDefaultInstance(), second);
    assertThat(watch(WatchConnectionsRequest.getDefaultInstance()).end())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(count("watchers.refused")).isEqualTo(1);
    first.cancel();
    Await.until(() -> watchers() == 1);
  }

  @Test
  void a_bad_filter_and_a_bad_token_are_refused() throws Exception {
    var _ = watch(WatchConnectionsRequest.newBuilder().setFilter("port =").build());
    assertThat(caller.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    FakeCaller<WatchConnectionsResponse> other = new FakeCaller<>();
    endpoint.watchConnections(
        WatchConnectionsRequest.newBuilder().setResumeToken("nonsense").build(), other);
    assertThat(other.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void the_end_of_the_log_tells_the_watcher_to_come_back() throws Exception {
    var _ = watch(WatchConnectionsRequest.getDefaultInstance()).ready();
    Await.until(() -> !caller.messages.isEmpty());
    endpoint.close();
    assertThat(caller.end()).isEqualTo(Status.Code.UNAVAILABLE);
  }
}
