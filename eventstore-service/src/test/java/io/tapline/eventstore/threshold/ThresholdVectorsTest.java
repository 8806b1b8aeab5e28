package io.tapline.eventstore.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mentat's threshold scenarios, as far as the online decision has them: whether a key is kept back
 * around its end, and which kept-back events make it relapse.
 *
 * <p>Differs on purpose: at the very end of the window Mentat still keeps back ("threshold_check
 * ident1 at ttl: true"), here it does not; Mentat looks for relapses when the window has ended,
 * here the key's next event finds it. Not covered: counting and cleaning of thresholds and of
 * thresholded events, which this API does not have yet.
 */
@Tag("conformance")
class ThresholdVectorsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final ThresholdTiming TIMING =
      new ThresholdTiming(Duration.ofMinutes(10), Duration.ofMinutes(5));
  private static final ThresholdWindow WINDOW =
      ThresholdPolicy.decide(null, "ident1", START, TIMING).window();

  @Test
  void a_key_is_kept_back_where_the_original_keeps_it_back_but_for_the_end_itself()
      throws IOException {
    int checked = 0;
    for (JsonNode step : vectors().at("/cache/steps")) {
      String name = step.get(0).asText();
      if (name.startsWith("threshold_check ident1 at ")) {
        String when = name.substring(name.indexOf("ttl"));
        boolean expected = step.get(1).asBoolean() && !when.equals("ttl");
        assertThat(outcome(WINDOW, when) == Outcome.THRESHOLDED).as(name).isEqualTo(expected);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(3);
  }

  @Test
  void a_key_relapses_where_the_original_finds_a_relapse() throws IOException {
    JsonNode before = vectors().at("/relapse/0");
    JsonNode within = vectors().at("/relapse/1");

    ThresholdWindow early = keptBackAt(before.get("save_createtime").asText());
    assertThat(outcome(early, "ttl") == Outcome.RELAPSED)
        .isEqualTo(before.get("relapses").asInt() > 0);

    ThresholdWindow late = keptBackAt(within.get("save_createtime").asText());
    for (JsonNode search : within.get("search")) {
      assertThat(outcome(late, search.get(0).asText()) == Outcome.RELAPSED)
          .isEqualTo(search.get(1).asInt() > 0);
    }
  }

  private static ThresholdWindow keptBackAt(String when) {
    return ThresholdPolicy.decide(WINDOW, "saved", time(when), TIMING).window();
  }

  private static Outcome outcome(ThresholdWindow window, String when) {
    return ThresholdPolicy.decide(window, "next", time(when), TIMING).outcome();
  }

  /** {@code ttl}, {@code ttl-300}, {@code rel+100}: seconds from the end, rel is 300 before it. */
  private static Instant time(String when) {
    long offset = when.length() > 3 ? Long.parseLong(when.substring(3)) : 0;
    return WINDOW.end().plusSeconds(offset - (when.startsWith("rel") ? 300 : 0));
  }

  private static JsonNode vectors() throws IOException {
    Path file =
        Path.of(System.getProperty("tapline.vectors", "absent"), "mentat", "thresholds.json");
    assumeTrue(Files.exists(file), "no vectors at " + file);
    return new ObjectMapper().readTree(Files.readString(file));
  }
}
