package io.tapline.standalone.separate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.testing.Await;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Programs of this test are a shell's; each ends by itself or when it is told to. */
class KeeperTest {
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<Process> started = new CopyOnWriteArrayList<>();

  private Process shell(String script) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", script).start();
    started.add(process);
    return process;
  }

  private static void stop(Keeper keeper) throws InterruptedException {
    keeper.beginStop();
    keeper.awaitStop();
  }

  @Test
  void a_program_that_ends_is_started_again_and_its_end_is_said() throws Exception {
    Keeper keeper =
        new Keeper(
            "log", () -> shell(started.isEmpty() ? "exit 3" : "exec sleep 60"), notices::add);
    keeper.begin();
    Await.until("it runs again", () -> started.size() == 2);
    stop(keeper);
    assertThat(notices).containsExactly("log ended with exit code 3; it is started again in 1 s.");
    assertThat(keeper.ends()).isOne();
    assertThat(started).noneMatch(Process::isAlive);
  }

  @Test
  void one_that_cannot_be_started_is_tried_again() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Keeper keeper =
        new Keeper(
            "log",
            () -> {
              if (attempts.incrementAndGet() == 1) {
                throw new IOException("no memory");
              }
              return shell("exec sleep 60");
            },
            notices::add);
    keeper.begin();
    Await.until("it runs", () -> !started.isEmpty());
    stop(keeper);
    assertThat(notices)
        .containsExactly(
            "log cannot be started: no memory", "log did not start; it is started again in 1 s.");
  }

  @Test
  void one_that_was_told_to_stop_is_not_started_again() throws Exception {
    Keeper keeper = new Keeper("log", () -> shell("exec sleep 60"), notices::add);
    keeper.begin();
    Await.until("it runs", () -> !started.isEmpty());
    stop(keeper);
    assertThat(started).singleElement().matches(process -> !process.isAlive());
    assertThat(notices).isEmpty();
    assertThat(keeper.ends()).isZero();
  }

  @Test
  void a_stop_while_it_rests_ends_the_rest() throws Exception {
    Keeper keeper = new Keeper("log", () -> shell("exit 1"), notices::add);
    keeper.begin();
    Await.until("it ended once", () -> keeper.ends() == 1);
    stop(keeper);
    assertThat(started).hasSize(1);
    assertThat(keeper.ends()).isOne();
  }
}
