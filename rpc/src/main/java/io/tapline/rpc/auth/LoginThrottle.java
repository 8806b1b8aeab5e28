package io.tapline.rpc.auth;

import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed logins by address: after {@link #MAX_FAILURES} within {@link #WINDOW} an address
 * has to wait for the window's end. Remembers {@link #MAX_ADDRESSES}, the oldest go first. For any
 * number of threads.
 */
public final class LoginThrottle {
  static final int MAX_FAILURES = 5;
  static final Duration WINDOW = Duration.ofMinutes(1);
  static final int MAX_ADDRESSES = 1_000;

  private record Failures(Instant first, int count) {}

  private final Map<String, Failures> failures = new LinkedHashMap<>();
  private final InstantSource clock;

  LoginThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @throws Refusal LOGIN_LIMIT
   */
  public synchronized void check(String address) {
    Failures known = recent(address);
    if (known != null && known.count() >= MAX_FAILURES) {
      throw new Refusal(
          AuthReason.LOGIN_LIMIT,
          "Too many logins from %s failed; try again after a minute.".formatted(address));
    }
  }

  public synchronized void failed(String address) {
    Failures known = recent(address);
    failures.put(
        address,
        known == null
            ? new Failures(clock.instant(), 1)
            : new Failures(known.first(), known.count() + 1));
    if (failures.size() > MAX_ADDRESSES) {
      failures.remove(failures.keySet().iterator().next());
    }
  }

  private @Nullable Failures recent(String address) {
    Failures known = failures.get(address);
    if (known != null && !clock.instant().isBefore(known.first().plus(WINDOW))) {
      failures.remove(address);
      return null;
    }
    return known;
  }
}
