package io.tapline.flowlog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.merge.MergePolicy.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MergePolicyTest {
  private static final long DAY = TimeUnit.DAYS.toNanos(1);
  private final MergePolicy policy = MergePolicy.DEFAULT;

  private static final long TODAY = 20_000;

  private static List<Part> parts(int count, long rows, long startDay) {
    return parts(count, rows, startDay, TODAY);
  }

  private static List<Part> parts(int count, long rows, long startDay, long day) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(
          new Part(Math.abs(startDay) * 1000 + i, 0, startDay * DAY + (count - i), rows, day));
    }
    return parts;
  }

  private List<List<Part>> choose(List<Part> parts) {
    return policy.choose(parts, TODAY);
  }

  private List<Part> first(List<Part> parts) {
    return choose(parts).getFirst();
  }

  @Test
  void every_group_that_is_due_is_named_the_earliest_day_first() {
    List<Part> parts = parts(8, 100, 2);
    parts.addAll(parts(9, 100, 1));
    assertThat(choose(parts)).extracting(List::size).containsExactly(9, 8);
  }

  @Test
  void few_segments_are_left_alone() {
    assertThat(choose(List.of())).isEmpty();
    assertThat(choose(parts(7, 100, 1))).isEmpty();
  }

  @Test
  void small_segments_of_a_day_are_merged_in_order_of_start() {
    List<Part> chosen = first(parts(20, 100, 1));
    assertThat(chosen).hasSize(20);
    assertThat(chosen).extracting(Part::minStartNanos).isSorted();
  }

  @Test
  void days_are_not_mixed() {
    List<Part> parts = parts(7, 100, 1);
    parts.addAll(parts(7, 100, 2));
    assertThat(choose(parts)).isEmpty();
  }

  @Test
  void sizes_are_not_mixed() {
    List<Part> parts = parts(7, 100, 1);
    parts.addAll(parts(7, 100_000, 1));
    assertThat(choose(parts)).isEmpty();
  }

  @Test
  void no_merge_exceeds_the_limits() {
    assertThat(first(parts(200, 100, 1))).hasSize(policy.most());
    assertThat(first(parts(20, 131_072, 1))).hasSize(8);
    assertThat(first(parts(8, 524_287, 1))).hasSize(2);
  }

  @Test
  void full_segments_are_left_alone() {
    assertThat(choose(parts(100, 524_288, 1))).isEmpty();
  }

  @Test
  void days_of_writing_are_not_mixed_so_that_a_day_can_leave_as_a_whole() {
    List<Part> parts = parts(2, 100, 1, TODAY - 1);
    parts.addAll(parts(7, 100, 1, TODAY));
    assertThat(first(parts)).hasSize(2).allMatch(part -> part.day() == TODAY - 1);
  }

  @Test
  void a_day_that_is_over_is_merged_whatever_the_sizes_and_then_left_alone() {
    List<Part> parts = parts(3, 100, 1, TODAY - 1);
    parts.addAll(parts(3, 100_000, 1, TODAY - 1));
    assertThat(first(parts)).hasSize(6);
    assertThat(policy.settles(parts, TODAY)).isTrue();
    Part only = new Part(7, 1, DAY, 300_300, TODAY - 1);
    assertThat(choose(List.of(only))).containsExactly(List.of(only));
    long settled = ((TODAY - 1) << 32) + 7;
    assertThat(choose(List.of(new Part(settled, 2, DAY, 300_300, TODAY - 1)))).isEmpty();
  }

  @Test
  void what_will_be_merged_again_today_is_not_settled() {
    assertThat(policy.settles(parts(8, 100, 1), TODAY)).isFalse();
    assertThat(policy.settles(parts(8, 65_536, 1), TODAY)).isTrue();
  }

  @Test
  void before_the_epoch_is_a_day_too() {
    assertThat(first(parts(8, 100, -1))).hasSize(8);
  }

  @Test
  void a_day_of_checkpoints_leaves_few_small_segments_and_rewrites_each_row_a_few_times() {
    Random random = new Random(1);
    List<Part> segments = new ArrayList<>();
    long written = 0;
    long rewritten = 0;
    for (int second = 0; second < 86_400; second++) {
      long rows = 1L + random.nextInt(500);
      written += rows;
      segments.add(new Part(second, 0, second, rows, TODAY));
      for (List<List<Part>> groups = choose(segments);
          !groups.isEmpty();
          groups = choose(segments)) {
        List<Part> chosen = groups.getFirst();
        long sum = chosen.stream().mapToLong(Part::rows).sum();
        rewritten += sum;
        segments.removeAll(chosen);
        segments.add(new Part(100_000L + second, 1, chosen.getFirst().minStartNanos(), sum, TODAY));
      }
      assertThat(segments.stream().filter(part -> part.rows() < 524_288).count()).isLessThan(24);
    }
    assertThat(segments).hasSizeLessThan(70);
    assertThat(rewritten).isLessThan(6 * written);
  }
}
