package io.tapline.flowlog.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void the_workers_of_questions_give_way_and_the_threads_that_ask_do_not() throws Exception {
    try (DuckDb _ = DuckDb.openYielding(DuckDbSettings.in(directory))) {
      int own = nice(stat(Path.of("/proc/thread-self")));
      assertThat(niceOf("flowlog-query"))
          .containsOnly(Math.min(own + YieldingThread.NICER, NICEST));
    }
  }

  @Test
  void what_fails_on_the_thread_fails_for_the_caller() {
    IOException failure = new IOException("no directory");
    assertThatThrownBy(
            () ->
                YieldingThread.call(
                    "fails",
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
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
