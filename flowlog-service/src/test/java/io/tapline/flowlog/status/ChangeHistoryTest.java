package io.tapline.flowlog.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.status.ChangeHistory.Changes;
import io.tapline.flowlog.status.ChangeHistory.Touched;
import io.tapline.flowlog.store.Segments;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChangeHistoryTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @TempDir Path directory;
  private final ChangeHistory history = new ChangeHistory(database.log());

  private static void change(long sequence, long from, long to) {
    database.execute("UPDATE flowlog.clock SET sequence = " + sequence);
    database.execute(
        "INSERT INTO flowlog.change VALUES (%d, %d, %d)".formatted(sequence, from, to));
  }

  @Test
  void only_what_changed_since_is_told_as_disjoint_intervals_in_order() {
    change(1, 0, 1000);
    change(2, 500, 600);
    change(3, 10, 20);
    change(4, 15, 30);
    change(4, 31, 40);
    Changes changes = history.since(1);
    assertThat(changes.intervals()).containsExactly(new Touched(10, 41), new Touched(500, 601));
    assertThat(changes.sequence()).isEqualTo(4);
    assertThat(history.since(4).intervals()).isEmpty();
  }

  @Test
  void everything_is_told_to_who_never_asked_or_asked_too_long_ago() throws Exception {
    try (DuckDb duckDb = DuckDb.open(DuckDbSettings.in(directory))) {
      Segments segments = new Segments(database, duckDb, directory);
      assertThat(segments.commit(10).rows()).isEqualTo(10);
      assertThat(segments.commit(10).rows()).isEqualTo(10);
    }
    assertThat(history.since(0).intervals()).isNotEmpty();
    assertThat(history.since(2).intervals()).isEmpty();
    change(200_002, 5, 6);
    history.trim();
    assertThat(database.number("SELECT count(*) FROM flowlog.change")).isEqualTo(1);
    assertThat(history.since(2).intervals()).isEqualTo(history.since(0).intervals());
    assertThat(history.since(200_001).intervals()).containsExactly(new Touched(5, 7));
  }

  @Test
  void a_number_that_no_answer_had_is_refused() {
    change(3, 1, 2);
    assertThatThrownBy(() -> history.since(4)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> history.since(-1)).isInstanceOf(Refusal.class);
  }

  @Test
  void tokens_are_numbers_in_disguise() {
    assertThat(ChangeToken.parse(ChangeToken.of(1_234_567))).isEqualTo(1_234_567);
    assertThat(ChangeToken.parse("")).isZero();
    for (String bad : new String[] {"c", "7", "c-1", "c+1", "c!", "cZZZZZZZZZZZZZZZZ"}) {
      assertThatThrownBy(() -> ChangeToken.parse(bad)).isInstanceOf(Refusal.class);
    }
  }
}
