package io.tapline.capture.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.FakeLog;
import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.Encoding;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DelivererTest {
  private static final DeliveryLimits FAST = new DeliveryLimits(1 << 20, 5, 20);
  private final FakeLog log = new FakeLog();
  private final CaptureCounters counters = new CaptureCounters();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void an_error_in_the_delivery_is_counted_and_the_source_is_delivered_all_the_same()
      throws Exception {
    Frames feed = new Frames(3);
    try (Deliverer deliverer = deliverer(feed)) {
      deliverer.start();
      assertThat(deliverer.result().get(30, TimeUnit.SECONDS).frames()).isEqualTo(1);
      assertThat(deliverer.state()).isEqualTo(DeliveryState.FINISHED);
    }
    assertThat(counters.failedDeliveries()).isEqualTo(3);
  }

  @Test
  void while_it_fails_the_state_says_so_with_the_reason() throws Exception {
    try (Deliverer deliverer = deliverer(new Frames(Integer.MAX_VALUE))) {
      deliverer.start();
      while (counters.failedDeliveries() < 3) {
        Thread.onSpinWait();
      }
      assertThat(deliverer.state()).isEqualTo(DeliveryState.FAULTY);
      assertThat(deliverer.reason()).contains("no memory");
      assertThat(deliverer.awayMillis()).isPositive();
      assertThat(deliverer.result()).isNotDone();
    }
  }

  private Deliverer deliverer(Feed feed) {
    return new Deliverer("local", feed, new IngestLinkClient(log.channel()), FAST, counters);
  }

  /** One frame, read after so many errors. */
  private static final class Frames implements Feed {
    private final AtomicInteger errors;
    private boolean read;

    Frames(int errors) {
      this.errors = new AtomicInteger(errors);
    }

    @Override
    public String logName() {
      return "frames";
    }

    @Override
    public Encoding encoding() {
      return Encoding.PACKETS;
    }

    @Override
    public boolean opened(IngestAnswer.Opened opened) {
      read = opened.nextPosition() > 0;
      return true;
    }

    @Override
    public boolean nameHeld() {
      return false;
    }

    @Override
    public @Nullable Batch next() {
      if (errors.getAndDecrement() > 0) {
        throw new OutOfMemoryError("no memory");
      }
      if (read) {
        return null;
      }
      read = true;
      BatchBuilder batch = new BatchBuilder(0);
      batch.add(MemorySegment.ofArray(new byte[60]), 0, 60, 60, 1, 1);
      return batch.build();
    }

    @Override
    public boolean ended() {
      return read;
    }

    @Override
    public long frames() {
      return 1;
    }

    @Override
    public void acknowledged(long nextPosition, List<Long> losses) {}
  }
}
