package io.tapline.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TimestampsTest {
  @Property
  void nanoseconds_of_any_year_come_back(
      @ForAll @LongRange(min = -9_223_372_036_000_000_000L) long nanos) {
    Timestamp time = Timestamps.timestamp(nanos);
    assertThat(Timestamps.isValid(time)).isTrue();
    assertThat(Timestamps.nanos(time)).isEqualTo(nanos);
    assertThat(Timestamps.instant(time)).isEqualTo(Instant.ofEpochSecond(0, nanos));
  }

  @Property
  void instants_come_back(@ForAll Instant time) {
    assertThat(Timestamps.instant(Timestamps.timestamp(time))).isEqualTo(time);
  }

  @Property
  void durations_come_back(@ForAll Duration duration) {
    assertThat(Timestamps.duration(Timestamps.duration(duration))).isEqualTo(duration);
  }

  @Example
  void the_first_and_the_last_nanosecond_of_the_contract_are_valid() {
    assertThat(valid("0001-01-01T00:00:00Z")).isTrue();
    assertThat(valid("9999-12-31T23:59:59.999999999Z")).isTrue();
    assertThat(valid("0000-12-31T23:59:59.999999999Z")).isFalse();
    assertThat(valid("+10000-01-01T00:00:00Z")).isFalse();
    assertThat(Timestamps.isValid(Timestamp.newBuilder().setNanos(-1).build())).isFalse();
    assertThat(Timestamps.isValid(Timestamp.newBuilder().setNanos(1_000_000_000).build()))
        .isFalse();
  }

  private static boolean valid(String time) {
    return Timestamps.isValid(Timestamps.timestamp(Instant.parse(time)));
  }

  @Example
  void a_time_that_the_value_cannot_hold_is_an_error() {
    Timestamp beyond = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
    assertThatThrownBy(() -> Timestamps.nanos(beyond)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Timestamps.instant(beyond)).isInstanceOf(DateTimeException.class);
  }

  @Example
  void a_duration_as_nanoseconds() {
    assertThat(Timestamps.nanos(Timestamps.duration(Duration.ofMillis(-1_500))))
        .isEqualTo(-1_500_000_000L);
  }
}
