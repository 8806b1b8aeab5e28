package io.tapline.wire.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouterClockTest {
  private static final long WRAP = RouterClock.WRAP_MILLIS;

  @Test
  void an_instant_before_the_export_lies_before_it() {
    assertThat(RouterClock.epochNanos(100, 5, 3000, 1000)).isEqualTo(98_000_000_005L);
  }

  @Test
  void an_instant_before_the_wrap_of_the_uptime_lies_before_the_export() {
    assertThat(RouterClock.sinceExportMillis(500, WRAP - 1500)).isEqualTo(-2000);
  }

  @Test
  void a_clock_that_is_slightly_ahead_has_not_wrapped() {
    assertThat(RouterClock.sinceExportMillis(1000, 1002)).isEqualTo(2);
  }

  @Test
  void a_flow_of_many_days_without_a_wrap_is_as_long_as_it_was() {
    assertThat(RouterClock.sinceExportMillis(WRAP - 1, 1)).isEqualTo(-(WRAP - 2));
  }
}
