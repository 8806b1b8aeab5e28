package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for what another process does; the limit is far beyond what it takes on a busy machine. */
final class Await {
  static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long PAUSE_MILLIS = 100;

  private Await() {}

  /** Asks until the answer is right, and returns it; fails with the last one otherwise. */
  static <T> T until(String what, Callable<T> question, Predicate<T> right) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    T answer = question.call();
    while (!right.test(answer)) {
      assertThat(System.nanoTime()).as("%s: %s", what, answer).isLessThan(deadline);
      Thread.sleep(PAUSE_MILLIS);
      answer = question.call();
    }
    return answer;
  }

  /** Waits until a source of this sensor has so many connections in the log. */
  static void connections(TaplineProcess tapline, String source, int count) throws Exception {
    until(
        "connections of " + source,
        () -> count(tapline, source),
        answer -> answer.out().contains("\"connections\":" + count + ","));
  }

  static Command count(TaplineProcess tapline, String source) {
    return Command.run(
        tapline, "search", "--count", "--format", "json", "--source", "local/" + source);
  }
}
