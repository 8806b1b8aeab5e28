package io.tapline.report.detect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Calls the round again and again, whatever it throws: the first failure in a row is logged, each
 * is counted, and the next round waits, longer each time. For one thread, but for {@link #failure}.
 */
final class DetectionRounds {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private static final Logger LOG = Logger.getLogger(DetectionRounds.class);
  private static final int MOST_DOUBLINGS = 6;

  private final Runnable round;
  private final InstantSource clock;
  private final DetectionMetrics metrics;
  private Instant restsUntil = Instant.MIN;
  private int failures;
  private volatile String failure = "";

  DetectionRounds(Runnable round, InstantSource clock, DetectionMetrics metrics) {
    this.round = round;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** One round, unless the last one failed a short while ago. */
  void tick() {
    if (clock.instant().isBefore(restsUntil)) {
      return;
    }
    try {
      round.run();
      succeeded();
    } catch (Exception | Error e) { // the next round may fare better
      failed(e);
    }
  }

  private void succeeded() {
    if (failures > 0) {
      LOG.infof("The detections work again after %d failures", failures);
    }
    failures = 0;
    failure = "";
  }

  private void failed(Throwable e) {
    metrics.broken();
    if (failures == 0) {
      LOG.error("The detections failed; they are tried again", e);
    }
    failures++;
    failure = e.toString();
    restsUntil = clock.instant().plus(pause(failures));
  }

  /** Twice as long after each failure, within its limit. */
  static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** What the last round threw; empty when it succeeded. For any thread. */
  String failure() {
    return failure;
  }
}
