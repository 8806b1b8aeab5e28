package io.tapline.standalone.postgres;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Starts PostgreSQL again when it died (killed by the system or by hand, or ended by a full disk).
 * Imports and captures wait meanwhile and resume from the last durable position. While the disk is
 * full that is tried again; when it does not start for another reason, {@value #STARTS} times in a
 * row, everything stops: it may have been killed once more while it started. Whatever else a check
 * throws is reported once in a row and counted, and watching goes on.
 */
public final class PostgresWatch {
  static final int STARTS = 3;

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Between two attempts while the disk is full. */
  private static final Duration REST = Duration.ofSeconds(5);

  private final PostgresServer server;
  private final Consumer<String> notice;
  private final Runnable stop;
  private final AtomicLong failures = new AtomicLong();
  private boolean failing;
  private boolean diskFull;
  private int failedStarts;

  /**
   * @param notice is told in a sentence what happened
   * @param stop is run when PostgreSQL cannot be started again
   */
  public PostgresWatch(PostgresServer server, Consumer<String> notice, Runnable stop) {
    this.server = server;
    this.notice = notice;
    this.stop = stop;
  }

  /** Watches until the process ends. */
  public void begin() {
    Thread.ofPlatform().daemon().name("watch-postgres").start(this::run);
  }

  private void run() {
    try {
      while (goOn()) {
        Thread.sleep(diskFull ? REST : INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@link #check}, and no throwable ends the watch. */
  boolean goOn() {
    try {
      boolean more = check();
      failing = false;
      return more;
    } catch (Throwable e) {
      failures.incrementAndGet();
      if (!failing) {
        failing = true;
        notice.accept("PostgreSQL cannot be watched (" + e + "); that is tried again.");
      }
      return true;
    }
  }

  /** Checks that ended with a throwable. */
  public long failures() {
    return failures.get();
  }

  /** Whether there is still something to watch. */
  boolean check() {
    if (!server.died()) {
      return true;
    }
    if (!diskFull) {
      notice.accept("PostgreSQL ended; it is started again, and nothing committed is lost.");
    }
    try {
      server.startAgain();
      diskFull = false;
      failedStarts = 0;
      notice.accept("PostgreSQL runs again.");
      return true;
    } catch (StandaloneException e) {
      return e.reason() == Reason.DISK_FULL ? waitForSpace(e) : notStarted(e);
    }
  }

  private boolean notStarted(StandaloneException why) {
    failedStarts++;
    if (failedStarts >= STARTS) {
      return giveUp(why);
    }
    notice.accept(why.getMessage() + " It is tried again.");
    return true;
  }

  private boolean waitForSpace(StandaloneException why) {
    if (!diskFull) {
      diskFull = true;
      notice.accept(why.getMessage() + " It is tried again until there is space.");
    }
    return true;
  }

  private boolean giveUp(StandaloneException why) {
    notice.accept(why.getMessage() + " Tapline stops; start it again when that is mended.");
    stop.run();
    return false;
  }
}
