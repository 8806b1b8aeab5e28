package io.tapline.flowlog.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.retention.DiskSpace.Space;
import io.tapline.flowlog.retention.RetentionPolicy.Decision;
import io.tapline.flowlog.retention.RetentionPolicy.Drop;
import io.tapline.flowlog.retention.RetentionPolicy.Situation;
import io.tapline.flowlog.retention.RetentionPolicy.StoredDay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RetentionPolicyProperties {
  private static final long TODAY = 20_000;
  private static final Instant NOON = Instant.ofEpochSecond(TODAY * 86_400 + 43_200);

  /** One day for each number, the last one today; half of each is settled. */
  private static List<StoredDay> days(List<Integer> bytes) {
    return IntStream.range(0, bytes.size())
        .mapToObj(i -> new StoredDay(TODAY + 1 - bytes.size() + i, bytes.get(i), bytes.get(i) / 2))
        .toList();
  }

  private static long dropped(List<StoredDay> days, List<Drop> drops) {
    return drops.stream()
        .mapToLong(
            drop -> {
              StoredDay day =
                  days.stream().filter(d -> d.day() == drop.day()).findFirst().orElseThrow();
              return drop.settledOnly() ? day.settledBytes() : day.bytes();
            })
        .sum();
  }

  @Property
  void days_leave_oldest_first_and_once(
      @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 1_000) Integer> bytes,
      @ForAll @IntRange(max = 20) int ageDays,
      @ForAll @IntRange(max = 5_000) int limit,
      @ForAll @IntRange(max = 5_000) int reserve,
      @ForAll @IntRange(max = 5_000) int free,
      @ForAll @IntRange(max = 1_000) int derived) {
    List<StoredDay> days = days(bytes);
    Decision decision = decide(days, ageDays, limit, reserve, free, derived);
    List<Long> dropped = decision.drops().stream().map(Drop::day).toList();
    assertThat(dropped).isEqualTo(days.stream().map(StoredDay::day).limit(dropped.size()).toList());
    assertThat(decision.drops()).allMatch(drop -> drop.settledOnly() == (drop.day() == TODAY));
    assertThat(decision.derivedBytes()).isBetween(0L, (long) derived);
  }

  @Property
  void the_reserve_is_met_whenever_past_days_can_meet_it_and_never_by_a_day_too_many(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 1_000) Integer> bytes,
      @ForAll @IntRange(max = 5_000) int reserve,
      @ForAll @IntRange(max = 5_000) int free) {
    List<StoredDay> days = days(bytes);
    List<Drop> drops = decide(days, 0, 0, reserve, free, 0).drops();
    long past = days.stream().filter(day -> day.day() < TODAY).mapToLong(StoredDay::bytes).sum();
    long target = free + past >= reserve ? reserve : reserve / 4;
    if (free + past >= target) {
      assertThat(free + dropped(days, drops)).isGreaterThanOrEqualTo(Math.min(target, free + past));
    }
    if (!drops.isEmpty()) {
      List<Drop> oneLess = drops.subList(0, drops.size() - 1);
      assertThat(free + dropped(days, oneLess)).isLessThan(target);
    }
  }

  @Property
  void the_bytes_that_stay_fit_the_limit_as_far_as_days_can_leave(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 2, max = 1_000) Integer> bytes,
      @ForAll @IntRange(min = 1, max = 5_000) int limit) {
    List<StoredDay> days = days(bytes);
    long all = days.stream().mapToLong(StoredDay::bytes).sum();
    long left = all - dropped(days, decide(days, 0, limit, 0, 0, 0).drops());
    StoredDay today = days.getLast();
    assertThat(left).isLessThanOrEqualTo(Math.max(limit, today.bytes() - today.settledBytes()));
  }

  private static Decision decide(
      List<StoredDay> days, int ageDays, int limit, int reserve, int free, int derived) {
    RetentionPolicy policy =
        new RetentionPolicy(Duration.ofDays(ageDays), limit, new Reserve(OptionalLong.of(reserve)));
    return policy.decide(
        new Situation(NOON, days, Optional.of(new Space(free, 100_000)), 0, derived));
  }
}
