package io.tapline.eventstore.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.idea.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mentat's threshold scenarios, step by step. */
@Tag("conformance")
class ThresholdCacheVectorsTest {
  private static final Instant TTL = StoreOnPostgres.START;
  private static final String GROUP = "test@domain.org";

  private static JsonNode vectors;
  private static StoreOnPostgres store;

  @BeforeAll
  static void start() throws IOException {
    Path file =
        Path.of(System.getProperty("tapline.vectors", "absent"), "mentat", "thresholds.json");
    assumeTrue(Files.exists(file), "no vectors at " + file);
    vectors = new ObjectMapper().readTree(Files.readString(file));
    store = new StoreOnPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    if (store != null) {
      store.close();
    }
  }

  @BeforeEach
  void clear() {
    store.execute("TRUNCATE eventstore.threshold, eventstore.thresholded_event");
    store.execute("TRUNCATE eventstore.relapse_search, eventstore.event CASCADE");
  }

  @Test
  void the_cache_answers_as_the_original_in_every_step() {
    JsonNode cache = vectors.get("cache");
    cache.get("set").forEach(set -> set(set.get("key").asText()));
    cache.get("save").forEach(ThresholdCacheVectorsTest::save);
    int checked = 0;
    for (JsonNode step : cache.get("steps")) {
      String name = step.get(0).asText();
      assertThat(answer(name)).as(name).isEqualTo(step.get(1).asText());
      checked++;
    }
    assertThat(checked).isEqualTo(14);
  }

  @Test
  void relapses_are_found_where_the_original_finds_them() {
    for (JsonNode scenario : vectors.get("relapse")) {
      clear();
      store.insertLate("msgid", "2026-02-20T00:00:00Z", "other", "10.0.0.1");
      store.execute("TRUNCATE eventstore.threshold");
      set("ident");
      String saved = scenario.get("save_createtime").asText();
      await(store.cache.save(new SavedEvent("msgid", "ident", GROUP, Severity.LOW, time(saved))));
      searches(scenario);
      assertThat(answer("thresholds_clean ttl+300"))
          .isEqualTo(scenario.get("thresholds_clean(ttl+300)").asText());
      assertThat(answer("thresholded_events_clean"))
          .isEqualTo(scenario.get("thresholded_events_clean").asText());
    }
    assertThat(vectors.get("relapse")).hasSize(2);
  }

  private static void searches(JsonNode scenario) {
    if (scenario.has("search_ttl")) {
      int found = relapses(scenario.get("search_ttl").asText());
      assertThat(found).isEqualTo(scenario.get("relapses").asInt());
    } else {
      scenario
          .get("search")
          .forEach(
              search ->
                  assertThat(relapses(search.get(0).asText()))
                      .as(search.toString())
                      .isEqualTo(search.get(1).asInt()));
    }
  }

  private static int relapses(String when) {
    RelapseQuery query = new RelapseQuery(GROUP, Severity.LOW, time(when));
    return await(store.relapseSearch.page(query, "", 10)).events().size();
  }

  /** A step by its name, e.g. {@code threshold_check ident1 at ttl-300}. */
  private static String answer(String step) {
    String[] words = step.split(" ", -1);
    Object answer =
        switch (words[0]) {
          case "thresholds_count" -> await(store.cache.count());
          case "thresholded_events_count" -> await(store.cache.countEvents());
          case "threshold_check" -> await(store.cache.check(words[1], time(words[3]))).isPresent();
          case "thresholds_clean" -> await(store.cache.clean(time(words[1])));
          case "thresholded_events_clean" -> await(store.cache.cleanEvents());
          default -> throw new IllegalArgumentException(step);
        };
    return answer.toString();
  }

  private static void set(String key) {
    await(store.cache.set(new CachedThreshold(key, time("ttl-600"), time("rel"), TTL)));
  }

  private static void save(JsonNode saved) {
    Severity severity = Severity.valueOf(saved.get(3).asText().toUpperCase(Locale.ROOT));
    await(
        store.cache.save(
            new SavedEvent(
                saved.get(0).asText(),
                saved.get(1).asText(),
                saved.get(2).asText(),
                severity,
                time(saved.get(4).asText()))));
  }

  /** {@code ttl}, {@code ttl-300}, {@code rel+100}: seconds from the end, rel is 300 before it. */
  private static Instant time(String when) {
    long offset = when.length() > 3 ? Long.parseLong(when.substring(3)) : 0;
    return TTL.plusSeconds(offset - (when.startsWith("rel") ? 300 : 0));
  }

  private static <T> T await(Uni<T> work) {
    return StoreOnPostgres.await(work);
  }
}
