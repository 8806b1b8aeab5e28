package io.tapline.flowlog.watch;

import java.time.Duration;

/** Settings with which a test need not wait; two watchers at most. */
public final class ShortPauses implements WatchConfig {
  @Override
  public int maxWatchers() {
    return 2;
  }

  @Override
  public Duration pause() {
    return Duration.ofMillis(5);
  }

  @Override
  public Duration heartbeat() {
    return Duration.ofMillis(20);
  }

  @Override
  public long maxBacklog() {
    return 100_000;
  }
}
