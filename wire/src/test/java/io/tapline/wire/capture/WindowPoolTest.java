package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WindowPoolTest {
  private static final int BYTES = 4096;

  private final WindowPool pool = new WindowPool("a.pcap", BYTES);

  @Test
  void no_more_windows_are_kept_than_the_limit_and_the_others_are_freed() {
    List<FileWindow> taken = take(WindowPool.IDLE + 5);
    assertThat(pool.idle()).isZero();
    taken.forEach(FileBytes::release);
    assertThat(pool.idle()).isEqualTo(WindowPool.IDLE);
    assertThat(taken.stream().filter(WindowPoolTest::isAlive)).hasSize(WindowPool.IDLE);
  }

  @Test
  void the_last_holder_gives_the_memory_back_and_the_next_window_has_it() {
    FileWindow window = pool.take(1);
    window.retain();
    window.release();
    assertThat(pool.take(1).bytes().address()).isNotEqualTo(window.bytes().address());
    window.release();
    assertThat(pool.take(1).bytes().address()).isEqualTo(window.bytes().address());
  }

  @Test
  void a_window_that_was_let_go_of_cannot_be_held_again() {
    FileWindow window = pool.take(1);
    window.release();
    FileWindow next = pool.take(1);
    assertThatThrownBy(window::retain).hasMessage("The bytes of a.pcap were let go.");
    assertThatThrownBy(window::release).hasMessage("The bytes of a.pcap were let go too often.");
    next.retain();
    assertThat(pool.idle()).isZero();
  }

  @Test
  void a_record_larger_than_a_window_has_one_of_its_own_that_is_not_kept() {
    FileWindow window = pool.take(BYTES + 1);
    assertThat(window.bytes().byteSize()).isEqualTo(BYTES + 1);
    window.release();
    assertThat(pool.idle()).isZero();
    assertThat(isAlive(window)).isFalse();
  }

  @Test
  void a_closed_pool_frees_what_is_idle_and_later_what_was_in_use() {
    List<FileWindow> taken = take(2);
    taken.getFirst().release();
    pool.close();
    assertThat(isAlive(taken.getFirst())).isFalse();
    assertThat(isAlive(taken.getLast())).isTrue();
    taken.getLast().release();
    assertThat(isAlive(taken.getLast())).isFalse();
  }

  private List<FileWindow> take(int count) {
    return Stream.generate(() -> pool.take(1)).limit(count).toList();
  }

  private static boolean isAlive(FileWindow window) {
    return window.bytes().scope().isAlive();
  }
}
