package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DetectionRoundsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private @Nullable Error error;
  private int rounds;

  private final DetectionRounds loop =
      new DetectionRounds(this::round, () -> now, new DetectionMetrics(registry));

  private void round() {
    rounds++;
    if (error != null) {
      throw error;
    }
  }

  @Test
  void an_error_ends_nothing_and_the_next_round_waits() {
    error = new LinkageError("broken");
    loop.tick();
    assertThat(loop.failure()).contains("broken");
    loop.tick();
    assertThat(rounds).isEqualTo(1);
    error = null;
    now = now.plusSeconds(1);
    loop.tick();
    assertThat(rounds).isEqualTo(2);
    assertThat(loop.failure()).isEmpty();
    assertThat(registry.counter("tapline.report.rounds.broken").count()).isEqualTo(1);
  }

  @Test
  void the_pause_doubles_up_to_a_minute() {
    assertThat(DetectionRounds.pause(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(DetectionRounds.pause(3)).isEqualTo(Duration.ofSeconds(4));
    assertThat(DetectionRounds.pause(1_000_000)).isEqualTo(Duration.ofMinutes(1));
  }
}
