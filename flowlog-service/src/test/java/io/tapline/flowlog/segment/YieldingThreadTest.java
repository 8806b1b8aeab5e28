package io.tapline.flowlog.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class YieldingThreadTest {
  private static final int NICE_FIELD = 19;
  private static final int NICEST = 19;

  @TempDir Path directory;

  @Test
  @EnabledOnOs(OS.LINUX)
  void questions_give_way_and_the_threads_that_wait_for_them_do_not() throws Exception {
    int own = nice();
    try (DuckDb engine = DuckDb.openYielding(DuckDbSettings.in(directory));
        DuckDb.Turn turn = engine.turn()) {
      int nicer = Math.min(own + YieldingThread.QUESTIONS, NICEST);
      assertThat(niceOf("flowlog-query")).containsOnly(nicer);
      int asked = turn.run(YieldingThreadTest::nice);
      assertThat(asked).isEqualTo(nicer);
      assertThat(nice()).isEqualTo(own);
    }
  }

  @Test
  void one_question_after_the_other_is_taken_at_once() throws Exception {
    DuckDbSettings one =
        new DuckDbSettings(
            List.of(directory), directory.resolve("spill"), 64, 1, 1, Duration.ofSeconds(5));
    try (DuckDb engine = DuckDb.openYielding(one)) {
      for (int i = 0; i < 10_000; i++) {
        int number = i;
        try (DuckDb.Turn turn = engine.turn()) {
          int answer = turn.run(() -> number);
          assertThat(answer).isEqualTo(number);
        }
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void background_work_gives_way_to_questions() throws Exception {
    assertNice(BackgroundEngine.Share.SPARE, YieldingThread.BACKGROUND);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pressing_work_has_the_share_of_ingest() throws Exception {
    assertNice(BackgroundEngine.Share.OF_INGEST, 0);
  }

  private void assertNice(BackgroundEngine.Share share, int by) throws Exception {
    BackgroundEngine engine = new BackgroundEngine(DuckDbSettings.in(directory));
    List<Integer> threads = engine.run(share, _ -> niceOf("flowlog-backgro"));
    assertThat(threads).isNotEmpty().containsOnly(Math.min(nice() + by, NICEST));
  }

  @Test
  void what_fails_on_the_thread_fails_for_the_caller() {
    IOException failure = new IOException("no directory");
    assertThatThrownBy(() -> call(failure)).isSameAs(failure);
    assertThatThrownBy(() -> call(new StackOverflowError())).isInstanceOf(StackOverflowError.class);
  }

  private static void call(Throwable failure) throws Exception {
    YieldingThread.call(
        "fails",
        YieldingThread.QUESTIONS,
        () -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (Exception) failure;
        });
  }

  @Test
  void an_interrupt_ends_the_work_and_is_still_there_afterwards() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                YieldingThread.call(
                    "sleeps",
                    YieldingThread.BACKGROUND,
                    () -> {
                      Thread.sleep(Duration.ofMinutes(1));
                      return null;
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static int nice() {
    return nice(stat(Path.of("/proc/thread-self")));
  }

  /** Of the native threads that have a name. */
  private static List<Integer> niceOf(String name) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads
          .map(YieldingThreadTest::stat)
          .filter(stat -> stat.contains("(" + name + ")"))
          .map(YieldingThreadTest::nice)
          .toList();
    }
  }

  /** Nothing of a thread that has ended meanwhile, as the one that started the workers does. */
  private static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (IOException ended) {
      return "";
    }
  }

  /** Of what proc(5) says of a thread; fields are counted behind the name, which is the second. */
  private static int nice(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Integer.parseInt(fields[NICE_FIELD - 3]);
  }
}
