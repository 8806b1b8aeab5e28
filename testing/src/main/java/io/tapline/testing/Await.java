package io.tapline.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what another thread or process does. The limit is far beyond what that takes on a busy
 * machine: a test that waits in vain fails, and one that does not wait in vain is as fast as the
 * program.
 */
public final class Await {
  /** How long a condition may take to become true. */
  public static final Duration LIMIT = Duration.ofMinutes(1);

  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  private Await() {}

  /** A condition that is asked again and again; it may fail as a test does. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it holds by now. */
    boolean holds() throws Exception;
  }

  /** Waits until a condition holds that the code of the test says well enough. */
  public static void until(Condition condition) {
    until("The condition", condition);
  }

  /**
   * Waits until a condition holds.
   *
   * @param what the condition in words, for the failure
   */
  public static void until(String what, Condition condition) {
    var _ = until(what, condition::holds, holds -> holds);
  }

  /**
   * Asks until the answer is right, and returns it.
   *
   * @throws AssertionError with the last answer, after {@link #LIMIT}
   */
  public static <T extends @Nullable Object> T until(
      String what, Callable<? extends T> question, Predicate<? super T> right) {
    return until(what, LIMIT, question, right);
  }

  /** The same with a limit of its own, for what takes long by nature. */
  public static <T extends @Nullable Object> T until(
      String what, Duration limit, Callable<? extends T> question, Predicate<? super T> right) {
    long deadline = System.nanoTime() + limit.toNanos();
    long pauseMillis = FIRST_PAUSE_MILLIS;
    T answer = ask(question);
    while (!right.test(answer)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + ": not within " + limit + "; the last answer: " + answer);
      }
      pause(pauseMillis);
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      answer = ask(question);
    }
    return answer;
  }

  private static <T extends @Nullable Object> T ask(Callable<? extends T> question) {
    try {
      return question.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("The condition could not be asked for.", e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted while it waited.", e);
    }
  }
}
