package io.tapline.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.ErrorInfo;
import com.google.type.Interval;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.GetEventRequest;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.InsertEventResponse;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.SearchEventsResponse;
import io.tapline.type.v1.Severity;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The service as its clients see it: over gRPC, on a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EventServiceTest {
  private static final String NOON = "2026-03-01T12:00:00Z";

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  @Inject MeterRegistry metrics;

  @Test
  void an_event_is_stored_and_read_back_byte_for_byte() {
    String id = Ideas.unique("whole");
    String json =
        Ideas.scan(id, NOON, id, "low", "10.0.0.5")
            .replace("{\"Format", "{ \"Note\": \"a\\u0000b \u00e9\",  \"Format");

    Event inserted = insert(json).getEvent();
    Event read = events.getEvent(GetEventRequest.newBuilder().setId(id).build());

    assertThat(inserted.getIdeaJson()).isEqualTo(json);
    assertThat(read).isEqualTo(inserted);
    assertThat(read.getProtocolsList()).containsExactly("tcp");
    assertThat(read.getDetectorsList()).containsExactly("io.tapline.report");
    assertThat(read.getDecision().getKey()).isEqualTo(id + "+++10.0.0.5");
    assertThat(read.getDecision().getOpenedByEventId()).isEmpty();
  }

  @Test
  void a_key_is_new_then_kept_back_then_relapsed_with_the_reason_readable() {
    String scan = Ideas.unique("scan");
    Event first = insertScan(scan, "2026-03-01T00:00:00Z", "high");
    Event kept = insertScan(scan, "2026-03-01T13:00:00Z", "high");
    Event lastMoment = insertScan(scan, "2026-03-01T23:59:59.999999Z", "high");
    Event relapsed = insertScan(scan, "2026-03-02T00:00:00Z", "high");

    assertThat(outcomes(first, kept, lastMoment, relapsed))
        .containsExactly(
            Outcome.OUTCOME_NEW,
            Outcome.OUTCOME_THRESHOLDED,
            Outcome.OUTCOME_THRESHOLDED,
            Outcome.OUTCOME_RELAPSED);
    assertThat(lastMoment.getDecision().getThresholdedCount()).isEqualTo(2);
    assertThat(lastMoment.getDecision().getOpenedByEventId()).isEqualTo(first.getId());
    assertThat(lastMoment.getDecision().getReason())
        .isEqualTo(
            "Kept back: %s by 10.0.0.5 was reported at 2026-03-01T00:00:00Z; quiet until 2026-03-02T00:00:00Z. 2 more since."
                .formatted(scan));
    assertThat(relapsed.getDecision().getReason()).startsWith("Relapsed: " + scan);
  }

  @Test
  void a_quiet_relapse_window_makes_the_next_event_new() {
    String scan = Ideas.unique("quiet");
    insertScan(scan, "2026-03-01T00:00:00Z", "high");
    insertScan(scan, "2026-03-01T11:59:59.999999Z", "high");
    Event next = insertScan(scan, "2026-03-02T00:00:00Z", "high");
    assertThat(next.getDecision().getOutcome()).isEqualTo(Outcome.OUTCOME_NEW);
  }

  @Test
  void one_new_source_makes_an_event_of_several_sources_new() {
    String scan = Ideas.unique("several");
    insert(Ideas.scan(Ideas.unique("e"), NOON, scan, "low", "10.0.0.1"));
    Event kept = insert(Ideas.scan(Ideas.unique("e"), NOON, scan, "low", "10.0.0.1")).getEvent();
    Event both =
        insert(Ideas.scan(Ideas.unique("e"), NOON, scan, "low", "10.0.0.1,10.0.0.2")).getEvent();
    Event none = insert(Ideas.scan(Ideas.unique("e"), NOON, scan, "low", "")).getEvent();

    assertThat(kept.getDecision().getOutcome()).isEqualTo(Outcome.OUTCOME_THRESHOLDED);
    assertThat(both.getDecision().getOutcome()).isEqualTo(Outcome.OUTCOME_NEW);
    assertThat(both.getDecision().getKey()).isEqualTo(scan + "+++10.0.0.2");
    assertThat(none.getDecision().getKey()).isEqualTo(scan + "+++");
  }

  @Test
  void the_same_id_again_stores_decides_and_counts_nothing() {
    String scan = Ideas.unique("again");
    String json = Ideas.scan(scan, NOON, scan, "low", "10.0.0.5");
    double before = counter("tapline.eventstore.duplicates");

    InsertEventResponse first = insert(json);
    InsertEventResponse second = insert(json);
    Event other = insertScan(scan, NOON, "low");

    assertThat(first.getAlreadyStored()).isFalse();
    assertThat(second.getAlreadyStored()).isTrue();
    assertThat(second.getEvent()).isEqualTo(first.getEvent());
    assertThat(other.getDecision().getThresholdedCount()).isEqualTo(1);
    assertThat(counter("tapline.eventstore.duplicates") - before).isEqualTo(1);
  }

  @Test
  void of_many_concurrent_events_of_one_key_exactly_one_is_new_and_all_others_are_counted()
      throws Exception {
    String scan = Ideas.unique("race");
    List<InsertEventResponse> answers =
        inParallel(64, i -> insert(Ideas.scan(scan + "-" + i, NOON, scan, "low", "10.0.0.5")));
    List<Long> counts =
        answers.stream()
            .map(answer -> answer.getEvent().getDecision().getThresholdedCount())
            .sorted()
            .toList();
    assertThat(counts).isEqualTo(IntStream.range(0, 64).mapToObj(Long::valueOf).toList());
    assertThat(answers.stream().map(a -> a.getEvent().getDecision().getOutcome()))
        .filteredOn(Outcome.OUTCOME_NEW::equals)
        .hasSize(1);
  }

  @Test
  void concurrent_inserts_of_one_message_store_it_once() throws Exception {
    String scan = Ideas.unique("twins");
    List<InsertEventResponse> answers =
        inParallel(32, i -> insert(Ideas.scan(scan, NOON, scan, "low", "10.0.0.5")));
    assertThat(answers).filteredOn(answer -> !answer.getAlreadyStored()).hasSize(1);
    assertThat(answers.stream().map(InsertEventResponse::getEvent).distinct()).hasSize(1);
  }

  @Test
  void of_concurrent_messages_with_one_id_one_is_stored_and_the_others_conflict() throws Exception {
    String scan = Ideas.unique("rivals");
    AtomicInteger conflicts = new AtomicInteger();
    inParallel(
        32,
        i -> {
          try {
            return insert(Ideas.scan(scan, NOON, scan, "low", "10.0.0." + i % 4));
          } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
            assertThat(reason(e)).isEqualTo("EVENT_ID_CONFLICT");
            conflicts.incrementAndGet();
            return InsertEventResponse.getDefaultInstance();
          }
        });
    Event later =
        insert(Ideas.scan(scan + "-x", NOON, scan, "low", "10.0.0.0,10.0.0.1,10.0.0.2,10.0.0.3"))
            .getEvent();

    assertThat(conflicts).hasValue(24);
    assertThat(later.getDecision().getOutcome())
        .as("three keys were rolled back")
        .isEqualTo(Outcome.OUTCOME_NEW);
  }

  @Test
  void a_detection_in_the_year_9999_can_be_read_by_clients_that_read_json() throws Exception {
    String scan = Ideas.unique("last");
    insert(Ideas.scan(scan, "9999-12-31T23:59:59.999999Z", scan, "low", "10.0.0.5"));
    SearchEventsResponse found =
        events.searchEvents(SearchEventsRequest.newBuilder().addEventClasses(scan).build());
    assertThat(JsonFormat.printer().print(found)).contains("9999-12-31T23:59:59.999999Z");
  }

  @Test
  void the_storage_time_of_the_message_is_kept_and_the_event_is_in_the_table_of_this_week() {
    String scan = Ideas.unique("claimed");
    Event event =
        insert(
                Ideas.scan(scan, NOON, scan, "low", "10.0.0.5")
                    .replace(
                        "{\"Format",
                        "{\"_CESNET\": {\"StorageTime\": \"2017-04-05T10:21:39Z\"}, \"Format"))
            .getEvent();
    assertThat(event.getStorageTime()).isEqualTo(timestamp("2017-04-05T10:21:39Z"));
    EventQuery query =
        EventQuery.newBuilder()
            .addClasses(scan)
            .setStFrom(timestamp("2017-04-05T10:21:39Z"))
            .setStTo(timestamp("2017-04-05T10:21:39Z"))
            .build();
    assertThat(found("", q -> q.clearEventClasses().setQuery(query))).containsExactly(event);
  }

  @Test
  void events_of_overlapping_keys_in_any_order_do_not_deadlock() throws Exception {
    String scan = Ideas.unique("crossing");
    List<InsertEventResponse> answers =
        inParallel(
            64,
            i -> {
              List<String> sources =
                  new ArrayList<>(
                      IntStream.range(0, 8).mapToObj(s -> "10.1.0." + (s + i % 3)).toList());
              Collections.rotate(sources, i);
              return insert(
                  Ideas.scan(scan + "-" + i, NOON, scan, "low", String.join(",", sources)));
            });
    assertThat(answers).noneMatch(InsertEventResponse::getAlreadyStored);
  }

  @Test
  void filters_all_must_match() {
    String scan = Ideas.unique("Filter");
    Event low =
        insert(Ideas.scan(Ideas.unique("f"), "2026-03-01T12:00:00Z", scan, "low", "10.9.0.0/24"))
            .getEvent();
    Event high =
        insert(
                Ideas.scan(
                    Ideas.unique("f"), "2026-03-01T13:00:00Z", scan, "high", "10.9.1.1-10.9.1.9"))
            .getEvent();
    Event kept =
        insert(
                Ideas.scan(
                    Ideas.unique("f"), "2026-03-01T14:00:00Z", scan, "high", "10.9.1.1-10.9.1.9"))
            .getEvent();

    assertThat(found(scan, q -> q)).containsExactly(kept, high, low);
    assertThat(found(scan, q -> q.setHost("10.9.1.9"))).containsExactly(kept, high);
    assertThat(found(scan, q -> q.setHost("10.9.1.10"))).isEmpty();
    assertThat(found(scan, q -> q.setHost("10.9.0.0/23"))).containsExactly(kept, high, low);
    assertThat(found(scan, q -> q.setHost("2001:db8::1"))).isEmpty();
    assertThat(found(scan, q -> q.addSeverities(Severity.SEVERITY_LOW))).containsExactly(low);
    assertThat(found(scan, q -> q.addOutcomes(Outcome.OUTCOME_THRESHOLDED))).containsExactly(kept);
    assertThat(found(scan, q -> q.addCategories("Recon.Scanning").addCategories("x"))).hasSize(3);
    assertThat(found(scan, q -> q.addCategories("x"))).isEmpty();
    assertThat(
            found(
                scan, q -> q.setInterval(interval("2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z"))))
        .containsExactly(low);
    assertThat(
            found(
                scan,
                q ->
                    q.setInterval(
                        interval("2026-03-01T12:00:00.0000001Z", "2026-03-01T13:00:00.0000001Z"))))
        .containsExactly(high);
  }

  @Test
  void pages_neither_repeat_nor_miss_an_event_while_others_are_inserted() {
    String scan = Ideas.unique("pages");
    IntStream.range(0, 7).forEach(i -> insertScan(scan, NOON, "low"));
    List<String> ids = new ArrayList<>();
    SearchEventsRequest.Builder request =
        SearchEventsRequest.newBuilder().addEventClasses(scan).setPageSize(3);
    SearchEventsResponse page;
    do {
      page = events.searchEvents(request.build());
      page.getEventsList().forEach(event -> ids.add(event.getId()));
      insertScan(scan, "2026-03-01T12:00:01Z", "low");
      request.setPageToken(page.getNextPageToken()).setPageSize(2);
    } while (!page.getNextPageToken().isEmpty());
    assertThat(ids).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void a_page_of_large_messages_is_cut_at_its_bytes_and_goes_on() {
    String scan = Ideas.unique("large");
    double before = counter("tapline.eventstore.pages.clipped");
    for (int i = 0; i < 5; i++) {
      insert(
          Ideas.scan(Ideas.unique("l"), NOON, scan, "low", "10.0.0.5")
              .replace("{\"Format", "{\"Note\": \"" + "x".repeat(1_000_000) + "\", \"Format"));
    }
    SearchEventsRequest.Builder request = SearchEventsRequest.newBuilder().addEventClasses(scan);
    SearchEventsResponse first = events.searchEvents(request.build());
    SearchEventsResponse second =
        events.searchEvents(request.setPageToken(first.getNextPageToken()).build());
    assertThat(first.getEventsCount()).isEqualTo(3);
    assertThat(second.getEventsCount()).isEqualTo(2);
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(counter("tapline.eventstore.pages.clipped") - before).isEqualTo(1);
  }

  @Test
  void every_refusal_has_its_reason_and_is_counted() {
    double before =
        metrics.counter("tapline.eventstore.rejections", "reason", "INVALID_IDEA").count();
    assertRefused("INVALID_IDEA", () -> insert("{}"));
    assertRefused("EVENT_TOO_LARGE", () -> insert(" ".repeat((1 << 20) + 1)));
    assertRefused(
        "EVENT_NOT_FOUND",
        () -> events.getEvent(GetEventRequest.newBuilder().setId("no\0where").build()));
    assertRefused("INVALID_ADDRESS", () -> found("", q -> q.setHost("example.org")));
    assertRefused("INVALID_SEVERITY", () -> found("", q -> q.addSeveritiesValue(0)));
    assertRefused("INVALID_OUTCOME", () -> found("", q -> q.addOutcomesValue(99)));
    assertRefused("INVALID_PAGE_SIZE", () -> found("", q -> q.setPageSize(-1)));
    assertRefused("INVALID_PAGE_SIZE", () -> found("", q -> q.setPageSize(1_001)));
    assertRefused("INVALID_PAGE_TOKEN", () -> found("", q -> q.setPageToken("?")));
    assertRefused(
        "INVALID_INTERVAL",
        () -> found("", q -> q.setInterval(interval(NOON, "2026-03-01T11:00:00Z"))));
    assertRefused(
        "FILTER_LIMIT", () -> found("", q -> q.addAllCategories(Collections.nCopies(101, "x"))));
    assertThat(
            metrics.counter("tapline.eventstore.rejections", "reason", "INVALID_IDEA").count()
                - before)
        .isEqualTo(1);
  }

  @Test
  void a_page_token_of_another_search_is_refused() {
    String scan = Ideas.unique("token");
    insertScan(scan, NOON, "low");
    insertScan(scan, NOON, "low");
    SearchEventsResponse page =
        events.searchEvents(
            SearchEventsRequest.newBuilder().addEventClasses(scan).setPageSize(1).build());
    assertRefused(
        "PAGE_TOKEN_MISMATCH", () -> found("other", q -> q.setPageToken(page.getNextPageToken())));
  }

  private Event insertScan(String scan, String time, String severity) {
    return insert(Ideas.scan(Ideas.unique("e"), time, scan, severity, "10.0.0.5")).getEvent();
  }

  private InsertEventResponse insert(String json) {
    return events.insertEvent(InsertEventRequest.newBuilder().setIdeaJson(json).build());
  }

  private List<Event> found(String eventClass, UnaryOperator<SearchEventsRequest.Builder> filter) {
    SearchEventsRequest.Builder request =
        SearchEventsRequest.newBuilder().addEventClasses(eventClass);
    return events.searchEvents(filter.apply(request).build()).getEventsList();
  }

  private static List<InsertEventResponse> inParallel(
      int count, IntFunction<InsertEventResponse> insertion)
      throws InterruptedException, ExecutionException {
    try (ExecutorService executor = Executors.newFixedThreadPool(16)) {
      List<Future<InsertEventResponse>> futures =
          IntStream.range(0, count)
              .mapToObj(i -> executor.submit(() -> insertion.apply(i)))
              .toList();
      List<InsertEventResponse> answers = new ArrayList<>();
      for (Future<InsertEventResponse> future : futures) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  private double counter(String name) {
    return metrics.counter(name).count();
  }

  private static List<Outcome> outcomes(Event... events) {
    return List.of(events).stream().map(event -> event.getDecision().getOutcome()).toList();
  }

  private static Interval interval(String from, String until) {
    return Interval.newBuilder().setStartTime(timestamp(from)).setEndTime(timestamp(until)).build();
  }

  private static Timestamp timestamp(String text) {
    Instant instant = Instant.parse(text);
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static void assertRefused(String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(reason(e)).isEqualTo(reason));
  }

  private static String reason(StatusRuntimeException e) {
    try {
      Any detail = StatusProto.fromThrowable(e).getDetails(0);
      return detail.unpack(ErrorInfo.class).getReason();
    } catch (InvalidProtocolBufferException invalid) {
      throw new AssertionError(invalid);
    }
  }
}
