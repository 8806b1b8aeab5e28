package io.tapline.standalone.postgres;

import io.tapline.standalone.StandaloneException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Starts PostgreSQL again when it died (killed by the system or by hand). Imports and captures wait
 * meanwhile and go on where the log is durable. When it does not start, everything stops.
 */
public final class PostgresWatch {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final PostgresServer server;
  private final Consumer<String> notice;
  private final Runnable stop;

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
      while (check()) {
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
