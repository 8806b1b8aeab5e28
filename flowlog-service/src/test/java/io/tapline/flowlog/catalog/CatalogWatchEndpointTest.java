package io.tapline.flowlog.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.flowlog.v1.Commit;
import io.tapline.flowlog.v1.WatchCommitsRequest;
import io.tapline.flowlog.v1.WatchCommitsResponse;
import io.tapline.flowlog.watch.ShortPauses;
import io.tapline.flowlog.watch.WatchMetrics;
import io.tapline.testing.Await;
import io.tapline.testing.FakeCaller;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CatalogWatchEndpointTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  private final CatalogFixture catalog = new CatalogFixture(database);
  private final CatalogWatchEndpoint endpoint =
      new CatalogWatchEndpoint(
          catalog.reader, new ShortPauses(), new WatchMetrics(new SimpleMeterRegistry()));
  private final FakeCaller<WatchCommitsResponse> caller = new FakeCaller<>();

  @AfterEach
  void close() {
    endpoint.close();
  }

  private static WatchCommitsRequest after(long commit) {
    return WatchCommitsRequest.newBuilder().setAfterCommitId(commit).build();
  }

  private List<Long> commits() {
    return caller.messages.stream()
        .filter(WatchCommitsResponse::hasCommit)
        .map(WatchCommitsResponse::getCommit)
        .map(Commit::getCommitId)
        .toList();
  }

  @Test
  void commits_come_in_order_and_none_twice() throws Exception {
    for (int i = 0; i < 70; i++) {
      long _ = catalog.commit("/NetObjects/A", "10.0.0." + i);
    }
    endpoint.watchCommits(after(2), caller.ready());
    Await.until(() -> commits().size() == 68);
    for (int i = 0; i < 10; i++) {
      long _ = catalog.commit("/NetObjects/A", "10.0.1." + i);
    }
    Await.until(() -> commits().size() >= 78);
    assertThat(commits()).isEqualTo(LongStream.rangeClosed(3, 80).boxed().toList());
    assertThat(caller.messages)
        .filteredOn(WatchCommitsResponse::hasCommit)
        .allSatisfy(it -> assertThat(it.getCommitId()).isEqualTo(it.getCommit().getCommitId()));
  }

  @Test
  void without_a_number_only_what_comes_is_sent_and_the_stream_says_that_it_lives()
      throws Exception {
    long _ = catalog.commit("/NetObjects/A", "10.0.0.1");
    endpoint.watchCommits(WatchCommitsRequest.getDefaultInstance(), caller.ready());
    Await.until(() -> caller.messages.size() >= 3);
    assertThat(caller.messages)
        .containsOnly(WatchCommitsResponse.newBuilder().setCommitId(1).build());
    long _ = catalog.commit("/NetObjects/B", "10.0.0.2");
    Await.until(() -> !commits().isEmpty());
    assertThat(commits()).containsExactly(2L);
  }

  @Test
  void a_commit_that_there_is_not_is_refused() throws Exception {
    endpoint.watchCommits(after(1), caller.ready());
    assertThat(caller.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    FakeCaller<WatchCommitsResponse> other = new FakeCaller<>();
    endpoint.watchCommits(after(-1), other.ready());
    assertThat(other.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void a_watcher_beyond_the_limit_is_refused() throws Exception {
    endpoint.watchCommits(after(0), new FakeCaller<WatchCommitsResponse>().ready());
    endpoint.watchCommits(after(0), new FakeCaller<WatchCommitsResponse>().ready());
    endpoint.watchCommits(after(0), caller.ready());
    assertThat(caller.end()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }
}
