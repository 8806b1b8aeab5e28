package io.tapline.eventstore.reporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.WithDefault;
import io.tapline.eventstore.EventstoreConfig;
import io.tapline.eventstore.group.GroupSettings;
import io.tapline.eventstore.group.ReportLanguage;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.reporter.Reporter.AdHoc;
import io.tapline.eventstore.reporter.Reporter.Outcome;
import io.tapline.eventstore.v1.EventQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mentat's reporting scenario: fetched, filtered and aggregated as in the original. */
@Tag("conformance")
class ReportingVectorsTest {
  private static final Instant NOW = ReportsOnPostgres.NOON;
  private static final Pattern RULE = Pattern.compile("(\\S+) (==|IN) [\"\\[](.*)[\"\\]]");
  private static JsonNode vectors;
  private static JsonNode events;
  private static ReportsOnPostgres on;

  @BeforeAll
  static void start() throws IOException {
    vectors = read("reporting.json");
    events = read("events.json");
    on = new ReportsOnPostgres();
  }

  private static JsonNode read(String name) throws IOException {
    Path file = Path.of(System.getProperty("tapline.vectors", "absent"), "mentat", name);
    assumeTrue(Files.exists(file), "no vectors at " + file);
    return new ObjectMapper().readTree(Files.readString(file));
  }

  @AfterAll
  static void stop() throws IOException {
    if (on != null) {
      on.close();
    }
  }

  @BeforeEach
  void store() {
    on.clear();
    on.group(
        group(), GroupSettings.STANDARD, texts(vectors.get("networks")).toArray(String[]::new));
    vectors
        .get("events")
        .forEach(name -> on.insert(NOW, events.get(name.asText()).toPrettyString()));
  }

  private static String group() {
    return vectors.get("group").asText();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static Outcome run(Severity severity, Instant from, Instant to, boolean dryRun) {
    return on.reporter().runAdHoc(new AdHoc(group(), severity, from, to, dryRun, false));
  }

  @Test
  void events_are_fetched_by_severity_and_window() {
    int cases = 0;
    String window = "";
    for (var fetch : vectors.get("fetch_severity").properties()) {
      String[] words = fetch.getKey().split(", ", 2);
      window = words[1].equals("same window") ? window : words[1];
      String[] bounds = window.split("\\.\\.", 2);
      Severity severity = Severity.valueOf(words[0].toUpperCase(Locale.ROOT));
      Outcome outcome = run(severity, hours(bounds[0]), hours(bounds[1]), true);
      assertThat(outcome.run().counts().newEvents())
          .as(fetch.getKey())
          .isEqualTo(fetch.getValue().size());
      cases++;
    }
    assertThat(cases).isEqualTo(3);
  }

  /** {@code now-2h} or {@code now+2h}. */
  private static Instant hours(String text) {
    return NOW.plus(Duration.ofHours(Long.parseLong(text.substring(3, text.length() - 1))));
  }

  @Test
  void filters_keep_out_events_and_sources_and_count_their_hits() {
    vectors.get("filters").forEach(ReportingVectorsTest::filter);
    JsonNode expected = vectors.get("expect");
    for (int i = 0; i < 4; i++) {
      Outcome outcome = run(Severity.LOW, hours("now-2h"), hours("now+2h"), false);
      RunCounts counts = outcome.run().counts();
      assertThat(counts.filtered()).isEqualTo(expected.get("events_through").asLong());
      assertThat(counts.filterBlocked()).isEqualTo(expected.get("events_blocked").asLong());
      assertThat(counts.filtering()).isEqualTo(longs(expected.get("filter_log")));
      List<ClassSummary> classes = outcome.reports().getFirst().classes();
      assertThat(classes)
          .extracting(ClassSummary::eventClass)
          .containsExactlyElementsOf(texts(expected.get("classes")));
      assertThat(classes.getFirst().sources())
          .extracting(SourceSummary::source)
          .containsExactlyInAnyOrderElementsOf(texts(expected.get("aggregated_sources")));
    }
    assertThat(on.filter(group(), "FLT1").hits())
        .isEqualTo(expected.get("FLT1_hits_after_4_runs").asLong());
  }

  private static Map<String, Long> longs(JsonNode object) {
    Map<String, Long> longs = new TreeMap<>();
    object.properties().forEach(entry -> longs.put(entry.getKey(), entry.getValue().asLong()));
    return longs;
  }

  /** The original's rule in our conditions. */
  private static void filter(JsonNode filter) {
    Matcher rule = RULE.matcher(filter.get(1).asText());
    assertThat(rule.matches()).isTrue();
    EventQuery query =
        switch (rule.group(1)) {
          case "Node.Name" -> EventQuery.newBuilder().addDetectors(rule.group(3)).build();
          case "Source.IP4" -> EventQuery.newBuilder().addSourceAddrs(rule.group(3)).build();
          default -> throw new AssertionError("a rule of another kind: " + rule.group(1));
        };
    on.filter(group(), filter.get(0).asText(), query);
  }

  @Test
  void values_are_found_by_their_paths() {
    int cases = 0;
    for (JsonNode one : vectors.get("path_valueset")) {
      IdeaDocument message =
          IdeaDocument.parse(events.get("report_" + one.get(0).asText()).toString());
      JsonNode paths = one.get(1);
      String[] asked =
          paths.isArray() ? texts(paths).toArray(String[]::new) : new String[] {paths.asText()};
      assertThat(message.values(asked)).containsExactlyElementsOf(texts(one.get(2)));
      cases++;
    }
    assertThat(cases).isEqualTo(3);
  }

  @Test
  void the_standard_timing_is_the_originals() throws ReflectiveOperationException {
    for (var severity : vectors.get("default_timing_seconds").properties()) {
      JsonNode timing = severity.getValue();
      assertThat(standard(severity.getKey() + "Period")).isEqualTo(timing.get("per").asLong());
      assertThat(standard(severity.getKey() + "Threshold")).isEqualTo(timing.get("thr").asLong());
      assertThat(standard(severity.getKey() + "Relapse")).isEqualTo(timing.get("rel").asLong());
    }
    assertThat(vectors.get("default_timing_seconds")).hasSize(4);
  }

  private static long standard(String key) throws ReflectiveOperationException {
    String text = EventstoreConfig.class.getMethod(key).getAnnotation(WithDefault.class).value();
    return DurationConverter.parseDuration(text).toSeconds();
  }

  @Test
  void files_lie_in_the_directory_of_the_day_of_their_label() {
    for (JsonNode layout : vectors.get("report_file_layout")) {
      assertThat("<dir>/" + ReportLabel.path(layout.get(0).asText()))
          .isEqualTo(layout.get(1).asText());
    }
    assertThat(vectors.get("report_file_layout")).hasSize(2);
  }

  @Test
  void a_text_begins_as_the_originals_in_each_language() {
    for (var language : vectors.get("first_line").properties()) {
      ReportLanguage known = ReportLanguage.valueOf(language.getKey().toUpperCase(Locale.ROOT));
      assertThat(ReportWords.of(known).greeting()).isEqualTo(language.getValue().asText());
    }
    assertThat(vectors.get("first_line")).hasSize(2);
  }
}
