package io.tapline.flowlog.search;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Questions that are being answered and give way: one engine has one memory, and a detection that
 * fills it must not be why a person's question is refused. For any number of threads.
 */
final class GivingWay {
  private static final long LOOK_MILLIS = 10;

  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private final LongAdder ended = new LongAdder();

  /** A question is being answered, until it {@link #leave}s. */
  void enter(Cancellation cancellation) {
    if (cancellation.givesWay()) {
      running.add(cancellation);
    }
  }

  /** The question holds no memory any more. */
  void leave(Cancellation cancellation) {
    running.remove(cancellation);
  }

  /**
   * Ends all that give way, and waits until they are gone.
   *
   * @param stillWanted throws when the one who asks has no more time
   * @return whether there was any
   */
  boolean end(Runnable stillWanted) {
    boolean any = false;
    for (Cancellation each : running) {
      each.giveWay();
      ended.increment();
      any = true;
    }
    while (!running.isEmpty()) {
      stillWanted.run();
      pause();
    }
    return any;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the deadline of the question ends the waiting
    }
  }

  /** Questions that gave way so far. */
  long ended() {
    return ended.sum();
  }
}
