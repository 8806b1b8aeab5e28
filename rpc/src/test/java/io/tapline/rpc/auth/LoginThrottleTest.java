package io.tapline.rpc.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapline.rpc.Refusal;
import io.tapline.rpc.auth.Tokens.TurnedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private final TurnedClock clock = new TurnedClock();
  private final LoginThrottle throttle = new LoginThrottle(clock);

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(address);
    }
  }

  private void assertLimited(String address) {
    assertThat(catchThrowableOfType(Refusal.class, () -> throttle.check(address)).reason())
        .isEqualTo(AuthReason.LOGIN_LIMIT);
  }

  @Test
  void an_address_that_fails_too_often_waits_for_the_end_of_the_window() {
    fail("192.0.2.1", LoginThrottle.MAX_FAILURES - 1);
    throttle.check("192.0.2.1");
    fail("192.0.2.1", 1);
    assertLimited("192.0.2.1");
    throttle.check("192.0.2.2");
    clock.pass(LoginThrottle.WINDOW.minusNanos(1));
    assertLimited("192.0.2.1");
    clock.pass(Duration.ofNanos(1));
    throttle.check("192.0.2.1");
  }

  @Test
  void many_addresses_take_no_more_memory_than_a_thousand() {
    fail("192.0.2.1", LoginThrottle.MAX_FAILURES);
    for (int i = 0; i < LoginThrottle.MAX_ADDRESSES - 1; i++) {
      throttle.failed("host" + i);
    }
    assertLimited("192.0.2.1");
    throttle.failed("one more");
    throttle.check("192.0.2.1");
  }
}
