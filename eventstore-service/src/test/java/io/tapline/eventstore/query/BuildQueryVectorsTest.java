package io.tapline.eventstore.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.type.Interval;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.eventstore.PostgresResource;
import io.tapline.eventstore.v1.AggregateEventsRequest;
import io.tapline.eventstore.v1.AggregateEventsResponse;
import io.tapline.eventstore.v1.CountEventsRequest;
import io.tapline.eventstore.v1.DeleteEventsRequest;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventAnalysisServiceGrpc.EventAnalysisServiceBlockingStub;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.GetEventTimelineRequest;
import io.tapline.eventstore.v1.GetEventTimelineResponse;
import io.tapline.eventstore.v1.InsertEventsRequest;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.TimelineBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mentat's cases of {@code build_query}, by their results: 400 random events, in which each value
 * and each bound of the cases occurs, are searched, counted, grouped and deleted, and the answers
 * are those of a plain model of the reference's words.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@Tag("conformance")
class BuildQueryVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVENTS = 400;
  private static final Set<String> NO_CONDITIONS =
      Set.of("limit", "page", "sortby", "aggr_set", "step");

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventAnalysisServiceBlockingStub analysis;

  private List<ModelEvent> stored = List.of();

  @Test
  void every_case_finds_what_the_reference_says() throws IOException {
    JsonNode cases = cases();
    stored = insert("vectors", 7);
    Map<String, Integer> seen = new TreeMap<>();
    for (JsonNode one : cases) {
      check(one, "vectors");
      seen.merge(one.path("qtype").asText(), 1, Integer::sum);
    }
    assertThat(seen.values().stream().mapToInt(i -> i).sum()).isEqualTo(cases.size());
    assertThat(seen.keySet()).contains("select", "count", "delete", "aggregate", "timeline");
  }

  private static JsonNode cases() throws IOException {
    Path file =
        Path.of(System.getProperty("tapline.vectors", "absent"), "mentat", "build_query.json");
    assumeTrue(Files.exists(file), "no vectors at " + file);
    return JSON.readTree(Files.readString(file)).get("cases");
  }

  /** All events of one set have one inspection error, so that other tests' events do not count. */
  private List<ModelEvent> insert(String set, long seed) {
    Random random = new Random(seed);
    List<ModelEvent> made =
        IntStream.range(0, EVENTS)
            .mapToObj(i -> ModelEvent.random(set + "-" + i, random, List.of(set)))
            .toList();
    InsertEventsRequest request =
        InsertEventsRequest.newBuilder()
            .addAllIdeaJson(made.stream().map(ModelEvent::json).toList())
            .build();
    assertThat(events.insertEvents(request).getResultsList())
        .allMatch(result -> !result.hasError() && !result.getAlreadyStored());
    return made;
  }

  private void check(JsonNode one, String set) throws InvalidProtocolBufferException {
    JsonNode parameters = one.get("parameters");
    EventQuery query = query(parameters).toBuilder().addInspectionErrs(set).build();
    List<ModelEvent> expected = stored.stream().filter(new QueryModel(query)::matches).toList();
    switch (one.get("qtype").asText()) {
      case "select" -> select(query, parameters, expected);
      case "count" -> assertThat(count(query)).as("%s", one).isEqualTo(expected.size());
      case "delete" -> delete(query, expected);
      case "aggregate" -> aggregate(query, parameters, expected);
      case "timeline" -> timeline(query, parameters, expected);
      default -> throw new AssertionError(one);
    }
  }

  /** Strict: a key that the message does not have fails the test. */
  private static EventQuery query(JsonNode parameters) throws InvalidProtocolBufferException {
    ObjectNode keys = parameters.deepCopy();
    keys.remove(NO_CONDITIONS);
    for (String time : List.of("dt_from", "dt_to", "st_from", "st_to")) {
      if (keys.has(time)) {
        keys.put(time, keys.get(time).asText() + "Z");
      }
    }
    EventQuery.Builder query = EventQuery.newBuilder();
    JsonFormat.parser().merge(keys.toString(), query);
    return query.build();
  }

  private void select(EventQuery query, JsonNode parameters, List<ModelEvent> expected) {
    SearchEventsRequest.Builder request =
        SearchEventsRequest.newBuilder()
            .setQuery(query)
            .setPageSize(parameters.path("limit").asInt(1_000))
            .setPage(parameters.path("page").asInt(1))
            .setSortBy(parameters.path("sortby").asText());
    List<String> found =
        events.searchEvents(request.build()).getEventsList().stream().map(Event::getId).toList();
    assertThat(found)
        .as("%s", parameters)
        .isEqualTo(
            expected.stream()
                .sorted(order(parameters.path("sortby").asText()))
                .map(ModelEvent::id)
                .skip((request.getPage() - 1L) * request.getPageSize())
                .limit(request.getPageSize())
                .toList());
  }

  private static Comparator<ModelEvent> order(String sort) {
    Function<ModelEvent, Instant> time =
        sort.startsWith("storage") ? ModelEvent::stored : ModelEvent::detected;
    Comparator<ModelEvent> ascending = Comparator.comparing(time).thenComparing(ModelEvent::id);
    return sort.endsWith("asc") ? ascending : ascending.reversed();
  }

  private long count(EventQuery query) {
    return analysis.countEvents(CountEventsRequest.newBuilder().setQuery(query).build()).getCount();
  }

  /** On a set of its own, which is gone afterwards. */
  private void delete(EventQuery query, List<ModelEvent> expected) {
    List<ModelEvent> others = insert("vectors-delete", 7);
    EventQuery all = EventQuery.newBuilder().addInspectionErrs("vectors-delete").build();
    EventQuery some =
        query.toBuilder().clearInspectionErrs().addInspectionErrs("vectors-delete").build();
    assertThat(deleted(some)).isEqualTo(expected.size()).isPositive();
    assertThat(count(some)).isZero();
    assertThat(deleted(all)).isEqualTo(others.size() - expected.size());
  }

  private long deleted(EventQuery query) {
    return events
        .deleteEvents(DeleteEventsRequest.newBuilder().setQuery(query).build())
        .getDeleted();
  }

  private static List<String> values(ModelEvent event, String set) {
    return switch (set) {
      case "" -> List.of();
      case "category" -> event.categories();
      case "cesnet_eventclass" -> List.of(event.eventClass());
      default -> throw new AssertionError(set);
    };
  }

  /** Mentat limits only its toplisted columns; here a limit always holds. */
  private void aggregate(EventQuery query, JsonNode parameters, List<ModelEvent> expected) {
    String set = parameters.path("aggr_set").asText();
    AggregateEventsResponse response =
        analysis.aggregateEvents(
            AggregateEventsRequest.newBuilder()
                .setQuery(query)
                .setAggrSet(set)
                .setLimit(parameters.path("limit").asInt(0))
                .build());
    assertThat(response.getEvents()).isEqualTo(expected.size());
    Map<String, Long> counts = new TreeMap<>();
    response.getValuesList().forEach(value -> counts.put(value.getValue(), value.getCount()));
    assertThat(counts).as("%s", parameters).isEqualTo(counts(expected, set));
  }

  private static Map<String, Long> counts(List<ModelEvent> events, String set) {
    return events.stream()
        .flatMap(event -> values(event, set).stream())
        .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
  }

  /** Half-open, unlike the seed's: what was detected at its end is not in it. */
  private void timeline(EventQuery query, JsonNode parameters, List<ModelEvent> expected) {
    String set = parameters.path("aggr_set").asText();
    GetEventTimelineResponse response =
        analysis.getEventTimeline(
            GetEventTimelineRequest.newBuilder()
                .setQuery(query)
                .setInterval(
                    Interval.newBuilder()
                        .setStartTime(query.getDtFrom())
                        .setEndTime(query.getDtTo()))
                .setStep(
                    com.google.protobuf.Duration.newBuilder()
                        .setSeconds(Duration.parse(parameters.get("step").asText()).toSeconds()))
                .setAggrSet(set)
                .setLimit(100)
                .build());
    Instant start = Instant.ofEpochSecond(query.getDtFrom().getSeconds());
    Instant end = Instant.ofEpochSecond(query.getDtTo().getSeconds());
    List<ModelEvent> inside = expected.stream().filter(e -> e.detected().isBefore(end)).toList();
    assertThat(response.getEvents()).isEqualTo(inside.size());
    assertThat(response.getBucketsList()).hasSize(30);
    for (int day = 0; day < 30; day++) {
      Instant from = start.plus(Duration.ofDays(day));
      bucket(response, response.getBuckets(day), set, within(inside, from));
    }
  }

  private static List<ModelEvent> within(List<ModelEvent> events, Instant day) {
    return events.stream()
        .filter(e -> !e.detected().isBefore(day) && e.detected().isBefore(day.plusSeconds(86_400)))
        .toList();
  }

  private static void bucket(
      GetEventTimelineResponse response,
      TimelineBucket bucket,
      String set,
      List<ModelEvent> expected) {
    assertThat(bucket.getEvents()).isEqualTo(expected.size());
    assertThat(bucket.getRest()).isZero();
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < response.getValuesCount(); i++) {
      if (bucket.getCounts(i) > 0) {
        counts.put(response.getValues(i).getValue(), bucket.getCounts(i));
      }
    }
    assertThat(counts).isEqualTo(counts(expected, set));
  }

  /** No message without a category or a node is accepted. */
  private static boolean asksForAnEmptyMandatoryField(EventQuery query) {
    return query.getCategoriesList().contains("__EMPTY__")
        || query.getDetectorsList().contains("__EMPTY__");
  }

  @Test
  void the_events_of_this_test_tell_the_cases_apart() throws IOException {
    Set<List<Integer>> results = new HashSet<>();
    List<ModelEvent> made = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < EVENTS; i++) {
      made.add(ModelEvent.random("t-" + i, random, List.of("t")));
    }
    int restricting = 0;
    for (JsonNode one : cases()) {
      EventQuery query = query(one.get("parameters"));
      List<Integer> found =
          IntStream.range(0, EVENTS)
              .filter(i -> new QueryModel(query).matches(made.get(i)))
              .boxed()
              .toList();
      if (!query.equals(EventQuery.getDefaultInstance())) {
        assertThat(found.isEmpty()).as("%s", query).isEqualTo(asksForAnEmptyMandatoryField(query));
        restricting += found.size() < EVENTS ? 1 : 0;
      }
      results.add(found);
    }
    assertThat(restricting).isGreaterThan(50);
    assertThat(results).hasSizeGreaterThan(40);
  }
}
