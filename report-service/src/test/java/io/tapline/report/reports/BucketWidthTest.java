package io.tapline.report.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BucketWidthTest {
  private static final Instant FIRST = Instant.parse("2026-03-02T09:10:03.250Z");

  @Test
  void from_a_minute_to_300_days_there_are_60_to_300_buckets() {
    for (Duration extent = Duration.ofMinutes(1);
        extent.toDays() < 300;
        extent = extent.multipliedBy(5).dividedBy(4)) {
      Instant last = FIRST.plus(extent);
      Duration width = BucketWidth.choose(FIRST, last);
      assertThat(BucketWidth.buckets(FIRST, last, width)).as("%s", extent).isBetween(60L, 300L);
    }
  }

  @Test
  void one_instant_is_one_bucket() {
    assertThat(BucketWidth.buckets(FIRST, FIRST, BucketWidth.choose(FIRST, FIRST))).isOne();
  }

  @Test
  void five_centuries_still_fit() {
    Instant last = FIRST.plus(Duration.ofDays(180_000));
    assertThat(BucketWidth.choose(FIRST, last)).isEqualTo(Duration.ofDays(364));
  }

  @Test
  void buckets_are_aligned_to_1970_also_before_it() {
    Duration width = Duration.ofMinutes(5);
    assertThat(BucketWidth.floor(FIRST, width)).isEqualTo(Instant.parse("2026-03-02T09:10:00Z"));
    assertThat(BucketWidth.floor(Instant.parse("1969-12-31T23:59:59Z"), width))
        .isEqualTo(Instant.parse("1969-12-31T23:55:00Z"));
  }

  @Test
  void a_width_that_gives_too_many_buckets_is_refused_with_one_that_would_do() {
    Instant last = FIRST.plus(Duration.ofDays(1));
    assertThatThrownBy(() -> BucketWidth.of(Duration.ofSeconds(1), FIRST, last))
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> {
              assertThat(e.reason().name()).isEqualTo("INVALID_BUCKET");
              assertThat(e.sentence()).endsWith("5m would do");
            });
  }
}
