package io.tapline.capture.contract;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.deliver.DeliveryCall;
import io.tapline.capture.deliver.IngestAnswer;
import io.tapline.capture.deliver.IngestAnswer.Acknowledged;
import io.tapline.capture.deliver.IngestAnswer.Finished;
import io.tapline.capture.deliver.IngestAnswer.Opened;
import io.tapline.capture.deliver.IngestTotals;
import io.tapline.capture.deliver.LinkException;
import io.tapline.capture.deliver.SourceClock;
import java.util.ArrayList;
import java.util.List;

/** One call as a deliverer uses it; a log that says nothing for long fails the test. */
final class Sender implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 30_000;

  final DeliveryCall call;
  final List<Long> acknowledged = new ArrayList<>();

  /** Numbers of losses that are durable. */
  final List<Long> losses = new ArrayList<>();

  Sender(DeliveryCall call) {
    this.call = call;
  }

  Opened opened() throws Exception {
    return await(Opened.class);
  }

  IngestTotals finished() throws Exception {
    return await(Finished.class).totals();
  }

  /** Waits until everything below the position is durable. */
  void acknowledged(long position) throws Exception {
    while (acknowledged.isEmpty() || acknowledged.getLast() < position) {
      await(Acknowledged.class);
    }
  }

  private <T extends IngestAnswer> T await(Class<T> kind) throws Exception {
    while (true) {
      IngestAnswer answer = call.poll(PATIENCE_MILLIS);
      if (answer == null) {
        throw new AssertionError("The log says nothing instead of " + kind.getSimpleName());
      }
      if (answer instanceof Acknowledged(long position, List<Long> numbers)) {
        acknowledged.add(position);
        losses.addAll(numbers);
      }
      if (kind.isInstance(answer)) {
        return kind.cast(answer);
      }
    }
  }

  void send(Batch batch) throws Exception {
    if (!call.awaitReady(PATIENCE_MILLIS)) {
      throw new AssertionError("The log takes nothing.");
    }
    call.send(batch);
  }

  void clock(SourceClock clock) throws Exception {
    if (!call.awaitReady(PATIENCE_MILLIS)) {
      throw new AssertionError("The log takes nothing.");
    }
    call.clock(clock);
  }

  /** Sends single frames until the call ends. */
  LinkException sendUntilRefused(int from) throws Exception {
    try {
      for (int at = from; at < from + 1000; at++) {
        send(TestFrames.batch(at, 1));
        IngestAnswer _ = call.poll(10);
      }
    } catch (LinkException e) {
      return e;
    }
    throw new AssertionError("The call goes on.");
  }

  void sendAndAwaitEnd(Batch batch) throws Exception {
    send(batch);
    throw end();
  }

  /** Why the call ended; what was said before is taken. */
  LinkException end() throws Exception {
    try {
      while (true) {
        await(IngestAnswer.class);
      }
    } catch (LinkException e) {
      return e;
    }
  }

  @Override
  public void close() {
    call.close();
  }
}
