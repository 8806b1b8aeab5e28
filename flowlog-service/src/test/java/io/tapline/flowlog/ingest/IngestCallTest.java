package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.ServerCallStreamObserver;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.flowlog.v1.IngestRequest;
import io.tapline.flowlog.v1.IngestResponse;
import io.tapline.flowlog.v1.OpenSource;
import io.tapline.testing.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IngestCallTest {
  private static final Traffic TRAFFIC = new Traffic(4, 100);

  @Test
  void the_sender_is_asked_for_no_more_than_the_worker_has_room_for() throws Exception {
    try (TestDatabase database = new TestDatabase();
        IngestHarness harness = new IngestHarness(database);
        SourceWorkers workers = harness.workers(harness.store, CheckpointPolicy.DEFAULT, 1)) {
      Responses responses = new Responses();
      IngestCall call = new IngestCall(workers, responses);
      assertThat(responses.automatic).isFalse();
      assertThat(responses.requested).hasValue(1);
      OpenSource open = OpenSource.newBuilder().setSensor("probe").setSource("s").build();
      call.onNext(IngestRequest.newBuilder().setOpen(open).build());
      assertRequested(responses, 1 + workers.queuedBlocks());
      for (int i = 0; i < 3; i++) {
        var batch = IngestClient.batch(TRAFFIC.block(10 * i, 10 * i + 10));
        call.onNext(IngestRequest.newBuilder().setBatch(batch).build());
      }
      assertRequested(responses, 1 + workers.queuedBlocks() + 3);
      call.onCompleted();
      assertThat(responses.completed.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void assertRequested(Responses responses, int count) {
    Await.until("messages are asked for", () -> responses.requested.get() >= count);
    assertThat(responses.requested).hasValue(count);
  }

  /** What gRPC gives to a call: counts the messages that are asked for. */
  private static final class Responses extends ServerCallStreamObserver<IngestResponse> {
    final AtomicInteger requested = new AtomicInteger();
    final CountDownLatch completed = new CountDownLatch(1);
    volatile boolean automatic = true;

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setOnCancelHandler(@Nullable Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setOnReadyHandler(@Nullable Runnable handler) {}

    @Override
    public void disableAutoInboundFlowControl() {
      automatic = false;
    }

    @Override
    public void disableAutoRequest() {
      automatic = false;
    }

    @Override
    public void request(int count) {
      requested.addAndGet(count);
    }

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void onNext(IngestResponse response) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {
      completed.countDown();
    }
  }
}
