package io.tapline.capture;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends the timers of the sensor. */
public final class Timers {
  private static final long END_SECONDS = 5;

  private Timers() {}

  /** Lets what runs come to its end: an interrupt would close the file that it writes. */
  public static void end(ScheduledExecutorService timer) {
    timer.shutdown();
    try {
      boolean _ = timer.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
