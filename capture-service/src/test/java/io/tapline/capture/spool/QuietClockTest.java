package io.tapline.capture.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietClockTest {
  private final QuietClock quiet = new QuietClock();

  @Test
  void what_is_promised_is_the_time_of_the_look_before() {
    assertThat(quiet.promiseMillis(7, 10_000)).isEmpty();
    assertThat(quiet.promiseMillis(7, 10_999)).isEmpty();
    assertThat(quiet.promiseMillis(7, 11_005)).hasValue(10_000);
    assertThat(quiet.promiseMillis(7, 11_500)).isEmpty();
    assertThat(quiet.promiseMillis(7, 12_005)).hasValue(11_005);
  }

  @Test
  void a_frame_begins_the_silence_anew() {
    assertThat(quiet.promiseMillis(7, 10_000)).isEmpty();
    assertThat(quiet.promiseMillis(8, 11_000)).isEmpty();
    assertThat(quiet.promiseMillis(8, 11_999)).isEmpty();
    assertThat(quiet.promiseMillis(8, 12_000)).hasValue(11_000);
  }

  @Test
  void a_sensor_that_was_stopped_promises_no_more_than_before_the_stop() {
    assertThat(quiet.promiseMillis(7, 10_000)).isEmpty();
    assertThat(quiet.promiseMillis(7, 3_610_000)).hasValue(10_000);
  }

  @Test
  void a_clock_that_was_set_back_promises_nothing_of_before() {
    assertThat(quiet.promiseMillis(7, 10_000)).isEmpty();
    assertThat(quiet.promiseMillis(7, 5_000)).isEmpty();
    assertThat(quiet.promiseMillis(7, 6_000)).hasValue(5_000);
  }
}
