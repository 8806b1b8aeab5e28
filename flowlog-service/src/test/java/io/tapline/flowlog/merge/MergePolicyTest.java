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

  private static List<Part> parts(int count, long rows, long day) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new Part(day * 1000 + i, 0, day * DAY + (count - i), rows));
    }
    return parts;
  }

  private List<Part> first(List<Part> segments) {
    return policy.choose(segments).getFirst();
  }

  @Test
  void every_group_that_is_due_is_named_the_earliest_day_first() {
    List<Part> parts = parts(8, 100, 2);
    parts.addAll(parts(9, 100, 1));
    assertThat(policy.choose(parts)).extracting(List::size).containsExactly(9, 8);
  }

  @Test
  void few_segments_are_left_alone() {
    assertThat(policy.choose(List.of())).isEmpty();
    assertThat(policy.choose(parts(7, 100, 1))).isEmpty();
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
    assertThat(policy.choose(parts)).isEmpty();
  }

  @Test
  void sizes_are_not_mixed() {
    List<Part> parts = parts(7, 100, 1);
    parts.addAll(parts(7, 100_000, 1));
    assertThat(policy.choose(parts)).isEmpty();
  }

  @Test
  void no_merge_exceeds_the_limits() {
    assertThat(first(parts(200, 100, 1))).hasSize(policy.most());
    assertThat(first(parts(20, 131_072, 1))).hasSize(8);
    assertThat(first(parts(8, 524_287, 1))).hasSize(2);
  }

  @Test
  void full_segments_are_left_alone() {
    assertThat(policy.choose(parts(100, 524_288, 1))).isEmpty();
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
      segments.add(new Part(second, 0, second, rows));
      for (List<List<Part>> groups = policy.choose(segments);
          !groups.isEmpty();
          groups = policy.choose(segments)) {
        List<Part> chosen = groups.getFirst();
        long sum = chosen.stream().mapToLong(Part::rows).sum();
        rewritten += sum;
        segments.removeAll(chosen);
        segments.add(new Part(100_000L + second, 1, chosen.getFirst().minStartNanos(), sum));
      }
      assertThat(segments.stream().filter(part -> part.rows() < 524_288).count()).isLessThan(24);
    }
    assertThat(segments).hasSizeLessThan(70);
    assertThat(rewritten).isLessThan(6 * written);
  }
}
