package io.tapline.standalone.separate;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one program running: what ends by itself is started again after a rest, which doubles until
 * the program has lived for {@link #CALM}. Its thread starts the processes and lives as long as
 * they do, which ties their lives to it.
 */
final class Keeper {
  static final Duration FIRST_REST = Duration.ofSeconds(1);
  static final Duration LAST_REST = Duration.ofSeconds(30);
  static final Duration CALM = Duration.ofMinutes(1);

  /** Between asking a program to stop and ending it. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  /** Starts the program's process. */
  interface Start {
    Process process() throws IOException;
  }

  private final String title;
  private final Start start;
  private final Consumer<String> notice;
  private final Thread thread;
  private @Nullable Process process;
  private boolean stopping;
  private int ends;

  /**
   * @param notice is told in a sentence what happened
   */
  Keeper(String title, Start start, Consumer<String> notice) {
    this.title = title;
    this.start = start;
    this.notice = notice;
    this.thread = Thread.ofPlatform().daemon().name("keep-" + title).unstarted(this::run);
  }

  void begin() {
    thread.start();
  }

  /** Times that the program has ended by itself, or could not be started. */
  synchronized int ends() {
    return ends;
  }

  /** Asks the program to stop and starts it no more. */
  synchronized void beginStop() {
    stopping = true;
    notifyAll();
    if (process != null) {
      process.destroy();
    }
  }

  /** Waits until it has stopped, or ends it when that takes too long. */
  void awaitStop() throws InterruptedException {
    Process last = last();
    if (last != null && !last.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      notice.accept("%s did not stop in time and is ended.".formatted(title));
      last.destroyForcibly().waitFor();
    }
    thread.join();
  }

  private synchronized @Nullable Process last() {
    return process;
  }

  private void run() {
    Duration rest = FIRST_REST;
    try {
      while (true) {
        long began = System.nanoTime();
        String how = lifeOf(startUnlessStopping());
        rest = System.nanoTime() - began > CALM.toNanos() ? FIRST_REST : rest;
        if (endsForGood(how, rest)) {
          return;
        }
        rest = rest.multipliedBy(2).compareTo(LAST_REST) > 0 ? LAST_REST : rest.multipliedBy(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Process startUnlessStopping() {
    if (stopping) {
      return null;
    }
    try {
      process = start.process();
      return process;
    } catch (IOException e) {
      notice.accept("%s cannot be started: %s".formatted(title, e.getMessage()));
      return null;
    }
  }

  private static String lifeOf(@Nullable Process process) throws InterruptedException {
    return process == null ? "did not start" : "ended with exit code " + process.waitFor();
  }

  /** Rests, unless the end was asked for. */
  private synchronized boolean endsForGood(String how, Duration rest) throws InterruptedException {
    if (!stopping) {
      ends++;
      notice.accept("%s %s; it is started again in %d s.".formatted(title, how, rest.toSeconds()));
      long until = System.nanoTime() + rest.toNanos();
      for (long left = rest.toMillis(); left > 0 && !stopping; left = millisTo(until)) {
        wait(left);
      }
    }
    return stopping;
  }

  private static long millisTo(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
  }
}
