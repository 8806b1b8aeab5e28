package io.tapline.standalone.postgres;

import io.tapline.standalone.StandaloneException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Starts PostgreSQL again when it died (killed by the system or by hand). Imports and captures wait
 * meanwhile and resume from the last durable position. When it does not start, everything stops.
 * Whatever else a check throws is reported once in a row and counted, and watching goes on.
 */
public final class PostgresWatch {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final PostgresServer server;
  private final Consumer<String> notice;
  private final Runnable stop;
  private final AtomicLong failures = new AtomicLong();
  private boolean failing;

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
        Thread.sleep(INTERVAL);
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
    notice.accept("PostgreSQL was killed; it is started again, and nothing committed is lost.");
    try {
      server.startAgain();
      notice.accept("PostgreSQL runs again.");
      return true;
    } catch (StandaloneException e) {
      notice.accept(e.getMessage() + " Tapline stops; start it again when that is mended.");
      stop.run();
      return false;
    }
  }
}
