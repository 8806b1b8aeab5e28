package io.tapline.capture.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.names.SourceNames.Answer;
import io.tapline.capture.names.SourceNames.Owner;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceNamesTest {
  private final SourceNames names = new SourceNames();

  @Test
  void a_name_has_one_owner_until_that_one_releases_it() {
    assertThat(names.reserve("a", Owner.LIVE)).isTrue();
    assertThat(names.reserve("a", Owner.IMPORT)).isFalse();
    names.release("a", Owner.IMPORT);
    assertThat(names.owns(Owner.LIVE, "a")).isTrue();
    names.release("a", Owner.LIVE);
    assertThat(names.reserve("a", Owner.IMPORT)).isTrue();
    assertThat(names.owns(Owner.LIVE, "a")).isFalse();
  }

  @Test
  void the_limit_counts_the_names_of_one_owner() {
    names.reserve("import", Owner.IMPORT);
    assertThat(names.reserve("a", Owner.LIVE, 1)).isEqualTo(Answer.RESERVED);
    assertThat(names.reserve("b", Owner.LIVE, 1)).isEqualTo(Answer.FULL);
    assertThat(names.reserve("a", Owner.LIVE, 1)).isEqualTo(Answer.TAKEN);
    names.release("a", Owner.LIVE);
    assertThat(names.reserve("b", Owner.LIVE, 1)).isEqualTo(Answer.RESERVED);
  }

  @Test
  void the_next_name_is_the_first_numbered_one_that_nobody_has() {
    names.reserve("a", Owner.LIVE);
    names.reserve("a#2", Owner.IMPORT);
    assertThat(names.reserveNext("a", Owner.LIVE_IN_LOG)).isEqualTo("a#3");
    assertThat(names.reserveNext("a#3", Owner.LIVE_IN_LOG)).isEqualTo("a#4");
    assertThat(names.reserve("a#3", Owner.IMPORT)).isFalse();
    assertThat(names.owns(Owner.LIVE, "a")).isTrue();
    names.release("a#3", Owner.LIVE_IN_LOG);
    assertThat(names.reserve("a#3", Owner.IMPORT)).isTrue();
  }

  @Test
  void the_limit_does_not_count_names_in_the_log() {
    names.reserve("a", Owner.LIVE);
    names.reserveNext("a", Owner.LIVE_IN_LOG);
    assertThat(names.reserve("b", Owner.LIVE, 2)).isEqualTo(Answer.RESERVED);
  }

  @Test
  void of_many_who_reserve_a_name_at_once_one_gets_it() throws Exception {
    Callable<Boolean> reserve = () -> names.reserve("a", Owner.LIVE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers =
          threads.invokeAll(IntStream.range(0, 100).mapToObj(_ -> reserve).toList());
      assertThat(answers.stream().filter(Future::resultNow)).hasSize(1);
    }
  }

  @Test
  void a_name_has_no_dot_in_front_and_no_foreign_characters() {
    assertThat(List.of("a", "A-1_b.c", "_", "x".repeat(64))).allMatch(SourceName::valid);
    assertThat(List.of("", ".a", "a/b", "a#2", "a b", "x".repeat(65))).noneMatch(SourceName::valid);
    assertThat(SourceName.fromFileName("/tmp/.. ä b.pcap")).isEqualTo("b.pcap");
    assertThat(SourceName.numbered("a#2", 3)).isEqualTo("a#3");
    assertThat(SourceName.wanted("a#3")).isEqualTo("a");
    assertThat(SourceName.wanted("a")).isEmpty();
  }
}
