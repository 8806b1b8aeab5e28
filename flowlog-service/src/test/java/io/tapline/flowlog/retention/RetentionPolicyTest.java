package io.tapline.flowlog.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.retention.DiskSpace.Space;
import io.tapline.flowlog.retention.RetentionPolicy.Decision;
import io.tapline.flowlog.retention.RetentionPolicy.Drop;
import io.tapline.flowlog.retention.RetentionPolicy.Reason;
import io.tapline.flowlog.retention.RetentionPolicy.Situation;
import io.tapline.flowlog.retention.RetentionPolicy.StoredDay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {
  private static final long TODAY = 20_000;
  private static final Instant NOON = Instant.ofEpochSecond(TODAY * 86_400 + 43_200);
  private static final List<StoredDay> DAYS =
      List.of(
          new StoredDay(TODAY - 3, 100, 100),
          new StoredDay(TODAY - 2, 100, 60),
          new StoredDay(TODAY - 1, 100, 100),
          new StoredDay(TODAY, 100, 70));

  private static RetentionPolicy policy(Duration age, long bytes, long reserve) {
    return new RetentionPolicy(age, bytes, new Reserve(OptionalLong.of(reserve)));
  }

  private static Situation free(long bytes, long reusable, long derived) {
    return new Situation(NOON, DAYS, Optional.of(new Space(bytes, 10_000)), reusable, derived);
  }

  private static Situation unseen() {
    return new Situation(NOON, DAYS, Optional.empty(), 0, 1_000);
  }

  private static Drop drop(long daysAgo, Reason reason) {
    return new Drop(TODAY - daysAgo, daysAgo == 0, reason);
  }

  @Test
  void without_limits_and_with_enough_space_nothing_leaves() {
    assertThat(policy(Duration.ZERO, 0, 500).decide(free(500, 0, 1_000)))
        .isEqualTo(new Decision(0, List.of()));
  }

  @Test
  void a_day_leaves_once_its_end_is_older_than_the_age() {
    assertThat(policy(Duration.ofHours(60), 0, 0).decide(unseen()).drops())
        .containsExactly(drop(3, Reason.AGE));
    assertThat(policy(Duration.ofDays(1), 0, 0).decide(unseen()).drops())
        .containsExactly(drop(3, Reason.AGE), drop(2, Reason.AGE));
  }

  @Test
  void the_oldest_days_leave_until_the_bytes_fit() {
    assertThat(policy(Duration.ZERO, 400, 0).decide(unseen()).drops()).isEmpty();
    assertThat(policy(Duration.ZERO, 399, 0).decide(unseen()).drops())
        .containsExactly(drop(3, Reason.BYTES));
  }

  @Test
  void today_leaves_last_and_only_as_far_as_it_is_settled() {
    assertThat(policy(Duration.ZERO, 50, 0).decide(unseen()).drops())
        .containsExactly(
            drop(3, Reason.BYTES),
            drop(2, Reason.BYTES),
            drop(1, Reason.BYTES),
            drop(0, Reason.BYTES));
  }

  @Test
  void what_age_drops_counts_for_the_other_limits() {
    assertThat(policy(Duration.ofHours(60), 300, 500).decide(free(400, 0, 0)).drops())
        .containsExactly(drop(3, Reason.AGE));
  }

  @Test
  void derived_files_leave_before_days() {
    assertThat(policy(Duration.ZERO, 0, 500).decide(free(400, 0, 1_000)))
        .isEqualTo(new Decision(100, List.of()));
    assertThat(policy(Duration.ZERO, 0, 500).decide(free(400, 0, 40)))
        .isEqualTo(new Decision(40, List.of(drop(3, Reason.FREE_SPACE))));
  }

  @Test
  void the_reserve_is_restored_by_the_oldest_days() {
    assertThat(policy(Duration.ZERO, 0, 500).decide(free(400, 0, 0)).drops())
        .containsExactly(drop(3, Reason.FREE_SPACE));
    assertThat(policy(Duration.ZERO, 0, 500).decide(free(350, 0, 0)).drops())
        .containsExactly(drop(3, Reason.FREE_SPACE), drop(2, Reason.FREE_SPACE));
  }

  @Test
  void space_that_the_database_reuses_counts_as_free() {
    assertThat(policy(Duration.ZERO, 0, 500).decide(free(400, 100, 0)).drops()).isEmpty();
  }

  @Test
  void the_log_is_not_emptied_for_what_something_else_fills_before_there_is_need() {
    RetentionPolicy policy = policy(Duration.ZERO, 0, 4_000);
    assertThat(policy.decide(free(1_000, 0, 0)).drops()).isEmpty();
    assertThat(policy.decide(free(950, 0, 0)).drops()).containsExactly(drop(3, Reason.FREE_SPACE));
    assertThat(policy.decide(free(0, 0, 0)).drops()).contains(drop(0, Reason.FREE_SPACE));
  }

  @Test
  void a_day_after_today_is_left_alone_as_today_is() {
    Situation wrongClock =
        new Situation(NOON, List.of(new StoredDay(TODAY + 400, 100, 100)), Optional.empty(), 0, 0);
    assertThat(policy(Duration.ofDays(1), 200, 0).decide(wrongClock).drops()).isEmpty();
  }

  @Test
  void the_default_reserve_is_a_twentieth_within_2_and_20_gib() {
    assertThat(Reserve.DEFAULT.bytes(10L << 30)).isEqualTo(2L << 30);
    assertThat(Reserve.DEFAULT.bytes(100L << 30)).isEqualTo(5L << 30);
    assertThat(Reserve.DEFAULT.bytes(4_000L << 30)).isEqualTo(20L << 30);
    assertThat(new Reserve(OptionalLong.of(7)).bytes(100L << 30)).isEqualTo(7);
  }

  @Test
  void limits_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> policy(Duration.ofHours(1), 0, 0))
        .hasMessage("The age of retention is one day or more, or 0 for ever.");
    assertThatThrownBy(() -> policy(Duration.ofDays(-1), 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(Duration.ZERO, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(Duration.ZERO, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
