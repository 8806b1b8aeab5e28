package io.tapline.eventstore.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.PostgresResource;
import io.tapline.eventstore.v1.CountEventsRequest;
import io.tapline.eventstore.v1.DeleteEventRequest;
import io.tapline.eventstore.v1.DeleteEventsRequest;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventAnalysisServiceGrpc.EventAnalysisServiceBlockingStub;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.EventState;
import io.tapline.eventstore.v1.EventView;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.InsertEventsRequest;
import io.tapline.eventstore.v1.InsertEventsResponse;
import io.tapline.eventstore.v1.InsertResult;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.SearchEventsResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EventQueryTest {
  private static final String NOON = "2026-03-01T12:00:00Z";

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventAnalysisServiceBlockingStub analysis;

  @Test
  void what_a_query_does_not_understand_is_refused() {
    assertRefused("UNKNOWN_FIELD", query().setUnknownFields(fieldOfTheFuture()));
    assertRefused("INVALID_FILTER", query().setNotProtocols(true));
    assertRefused("INVALID_FILTER", query().addProtocols("__EMPTY__").addProtocols("tcp"));
    assertRefused("INVALID_FILTER", query().addHostPorts(65_536));
    assertRefused("INVALID_FILTER", query().setName("a b"));
    assertRefused("INVALID_ADDRESS", query().addSourceAddrs("10.0.0.1").addSourceAddrs("host"));
    assertRefused("INVALID_OUTCOME", query().addOutcomes("maybe"));
    assertRefused("INVALID_INTERVAL", query().setDtFrom(Timestamp.newBuilder().setNanos(-1)));
    assertRefused(
        "INVALID_INTERVAL",
        query()
            .addSourceAddrs("10.0.0.1")
            .setDtFrom(Timestamp.newBuilder().setSeconds(2))
            .setDtTo(Timestamp.newBuilder().setSeconds(1)));
    assertRefused("FILTER_LIMIT", query().addAllGroups(java.util.Collections.nCopies(101, "x")));
  }

  @Test
  void a_search_refuses_columns_and_orders_that_do_not_exist() {
    assertThatThrownBySearch("UNKNOWN_COLUMN", search().addColumns("sourceip"));
    assertThatThrownBySearch("INVALID_SORT", search().setSortBy("detecttime"));
    assertThatThrownBySearch("INVALID_SORT", search().setSortBy("id.asc"));
    assertThatThrownBySearch("INVALID_PAGE_SIZE", search().setPage(-1));
    assertThatThrownBySearch("INVALID_PAGE_SIZE", search().setPageSize(1_001));
    assertThatThrownBySearch("UNKNOWN_FIELD", search().setUnknownFields(fieldOfTheFuture()));
  }

  @Test
  void only_the_columns_asked_for_are_filled_in_and_the_id_and_the_state() {
    String scan = Ideas.unique("columns");
    insert(scan, "10.0.0.5");
    Event found = found(search(scan).addColumns("detecttime").addColumns("source_ip")).getFirst();
    assertThat(found)
        .isEqualTo(
            Event.newBuilder()
                .setId(found.getId())
                .setDetectTime(found.getDetectTime())
                .addSourceAddresses("10.0.0.5")
                .setState(EventState.EVENT_STATE_OPEN)
                .build());
    assertThat(found.hasDetectTime()).isTrue();
  }

  @Test
  void a_ghost_is_an_idea_message_made_from_the_columns() {
    String scan = Ideas.unique("ghost");
    insert(scan, "10.0.0.5");
    Event whole = found(search(scan)).getFirst();
    Event ghost = found(search(scan).setView(EventView.EVENT_VIEW_GHOST)).getFirst();
    assertThat(ghost.toBuilder().setIdeaJson(whole.getIdeaJson()).build()).isEqualTo(whole);
    String copy = ghost.getIdeaJson().replace(whole.getId(), whole.getId() + "-copy");
    assertThat(copy).doesNotContain("_Tapline");
    Event again = events.insertEvent(insertion(copy)).getEvent();
    assertThat(again.toBuilder().setId(whole.getId()).clearIdeaJson().clearDecision().build())
        .isEqualTo(whole.toBuilder().clearIdeaJson().clearDecision().build());
  }

  @Test
  void pages_in_any_order_neither_repeat_nor_miss_an_event() {
    String scan = Ideas.unique("orders");
    IntStream.range(0, 7).forEach(i -> insert(scan, "10.0.0." + i));
    List<String> up = pages(search(scan).setSortBy("storagetime.asc"));
    List<String> down = pages(search(scan).setSortBy("storagetime.desc"));
    assertThat(up).hasSize(7).doesNotHaveDuplicates();
    assertThat(down).isEqualTo(up.reversed());
  }

  private List<String> pages(SearchEventsRequest.Builder request) {
    List<String> ids = new ArrayList<>();
    do {
      SearchEventsResponse page = events.searchEvents(request.setPageSize(2).build());
      page.getEventsList().forEach(event -> ids.add(event.getId()));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return ids;
  }

  @Test
  void addresses_ranges_and_prefixes_of_both_families_are_found_by_overlap() {
    String scan = Ideas.unique("overlap");
    Random random = new Random(11);
    List<ModelEvent> model =
        IntStream.range(0, 200)
            .mapToObj(i -> ModelEvent.random(scan + "-" + i, random, List.of(scan)))
            .toList();
    events.insertEvents(
        InsertEventsRequest.newBuilder()
            .addAllIdeaJson(model.stream().map(ModelEvent::json).toList())
            .build());
    for (String asked :
        List.of(
            "192.168.1.7",
            "192.168.1.0-192.168.1.6",
            "192.168.2.0/23",
            "0.0.0.0/0",
            "::/0",
            "2001:0:0:3ff:ffff:ffff:ffff:ffff",
            "2001:0:0:3ff::-2001:0:0:400::",
            "::ffff:192.168.1.7",
            "9.0.0.0/8")) {
      for (EventQuery query :
          List.of(
              query().addHostAddrs(asked).addInspectionErrs(scan).build(),
              query().addSourceAddrs(asked).addInspectionErrs(scan).build(),
              query().addTargetAddrs(asked).addSourceAddrs("::/0").addInspectionErrs(scan).build(),
              query()
                  .addHostAddrs(asked)
                  .addInspectionErrs(scan)
                  .setDtTo(Timestamp.newBuilder().setSeconds(1_351_936_807L))
                  .build())) {
        long expected = model.stream().filter(new QueryModel(query)::matches).count();
        assertThat(count(query)).as("%s", query).isEqualTo(expected);
      }
    }
  }

  @Test
  void a_deletion_by_an_empty_or_unknown_query_is_refused() {
    String scan = Ideas.unique("kept");
    insert(scan, "10.0.0.5");
    for (EventQuery.Builder query :
        List.of(query(), query().setName("named"), query().setUnknownFields(fieldOfTheFuture()))) {
      assertThatThrownBy(() -> delete(query)).isInstanceOf(StatusRuntimeException.class);
    }
    assertThatThrownBy(() -> delete(query()))
        .satisfies(e -> assertThat(reason((StatusRuntimeException) e)).isEqualTo("EMPTY_QUERY"));
    assertThat(count(query().addClasses(scan).build())).isEqualTo(1);
  }

  @Test
  void events_are_deleted_by_id_and_by_query_and_their_ids_are_free_again() {
    String scan = Ideas.unique("gone");
    String first = insert(scan, "10.0.0.5");
    String second = insert(scan, "10.0.0.6");
    assertThat(deleteOne(first)).isTrue();
    assertThat(deleteOne(first)).isFalse();
    assertThat(deleteOne("no\0where")).isFalse();
    assertThat(delete(query().addClasses(scan).addHostAddrs("10.0.0.6"))).isEqualTo(1);
    assertThat(count(query().addClasses(scan).build())).isZero();
    String other = Ideas.scan(second, NOON, scan, "low", "10.0.0.7");
    assertThat(events.insertEvent(insertion(other)).getAlreadyStored()).isFalse();
  }

  @Test
  void a_bulk_stores_what_it_can_and_says_what_became_of_each_message() {
    String scan = Ideas.unique("bulk");
    String one = Ideas.scan(scan + "-1", NOON, scan, "low", "10.0.0.5");
    String two = Ideas.scan(scan + "-2", NOON, scan, "low", "10.0.0.5");
    InsertEventsRequest request =
        InsertEventsRequest.newBuilder()
            .addIdeaJson(one)
            .addIdeaJson("{")
            .addIdeaJson(two)
            .addIdeaJson(one)
            .addIdeaJson(one.replace("10.0.0.5", "10.0.0.6"))
            .build();
    List<InsertResult> results = events.insertEvents(request).getResultsList();
    assertThat(results.get(0).getOutcome()).isEqualTo(Outcome.OUTCOME_NEW);
    assertThat(error(results.get(1))).isEqualTo("INVALID_IDEA");
    assertThat(results.get(2).getOutcome()).isEqualTo(Outcome.OUTCOME_THRESHOLDED);
    assertThat(results.get(3).getAlreadyStored()).isTrue();
    assertThat(error(results.get(4))).isEqualTo("EVENT_ID_CONFLICT");

    List<InsertResult> again = events.insertEvents(request).getResultsList();
    assertThat(again.stream().filter(InsertResult::getAlreadyStored)).hasSize(3);
    assertThat(again.get(0).getOutcome()).isEqualTo(Outcome.OUTCOME_NEW);
    assertThat(count(query().addClasses(scan).build())).isEqualTo(2);
  }

  @Test
  void a_bulk_that_wants_all_or_none_is_refused_with_the_place_of_the_message_at_fault() {
    String scan = Ideas.unique("atomic");
    String one = Ideas.scan(scan + "-1", NOON, scan, "low", "10.0.0.5");
    String two = Ideas.scan(scan + "-2", NOON, scan, "low", "10.0.0.5");
    InsertEventsRequest.Builder request =
        InsertEventsRequest.newBuilder().setAllOrNone(true).addIdeaJson(one);
    assertThatThrownBy(() -> events.insertEvents(request.clone().addIdeaJson("{").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e ->
                assertThat(info(StatusProto.fromThrowable(e)).getMetadataMap())
                    .containsEntry("index", "1"));
    assertThat(count(query().addClasses(scan).build())).isZero();

    List<InsertResult> results =
        events.insertEvents(request.addIdeaJson(two).build()).getResultsList();
    assertThat(results.get(0).getOutcome()).isEqualTo(Outcome.OUTCOME_NEW);
    assertThat(results.get(1).getOutcome()).isEqualTo(Outcome.OUTCOME_THRESHOLDED);
    assertThat(count(query().addClasses(scan).build())).isEqualTo(2);
  }

  @Test
  void a_bulk_of_several_transactions_keeps_its_order_and_a_larger_one_is_refused() {
    String scan = Ideas.unique("chunks");
    List<String> messages =
        IntStream.range(0, 600)
            .mapToObj(i -> Ideas.scan(scan + "-" + i, NOON, scan, "low", "10.0.0." + i % 7))
            .toList();
    InsertEventsResponse response =
        events.insertEvents(InsertEventsRequest.newBuilder().addAllIdeaJson(messages).build());
    assertThat(response.getResultsList().stream().map(InsertResult::getId))
        .isEqualTo(IntStream.range(0, 600).mapToObj(i -> scan + "-" + i).toList());
    assertThat(
            response.getResultsList().stream()
                .filter(result -> result.getOutcome() == Outcome.OUTCOME_NEW))
        .hasSize(7);
    assertThatThrownBy(
            () ->
                events.insertEvents(
                    InsertEventsRequest.newBuilder()
                        .addAllIdeaJson(java.util.Collections.nCopies(1_001, "{}"))
                        .build()))
        .satisfies(e -> assertThat(reason((StatusRuntimeException) e)).isEqualTo("BATCH_LIMIT"));
  }

  private static EventQuery.Builder query() {
    return EventQuery.newBuilder();
  }

  private static SearchEventsRequest.Builder search(String... classes) {
    return SearchEventsRequest.newBuilder().setQuery(query().addAllClasses(Arrays.asList(classes)));
  }

  private static UnknownFieldSet fieldOfTheFuture() {
    UnknownFieldSet.Field field =
        UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("x")).build();
    return UnknownFieldSet.newBuilder().addField(9_999, field).build();
  }

  private String insert(String scan, String source) {
    String id = Ideas.unique(scan);
    events.insertEvent(insertion(Ideas.scan(id, NOON, scan, "low", source)));
    return id;
  }

  private static InsertEventRequest insertion(String json) {
    return InsertEventRequest.newBuilder().setIdeaJson(json).build();
  }

  private List<Event> found(SearchEventsRequest.Builder request) {
    return events.searchEvents(request.build()).getEventsList();
  }

  private long count(EventQuery query) {
    return analysis.countEvents(CountEventsRequest.newBuilder().setQuery(query).build()).getCount();
  }

  private long delete(EventQuery.Builder query) {
    return events
        .deleteEvents(DeleteEventsRequest.newBuilder().setQuery(query).build())
        .getDeleted();
  }

  private boolean deleteOne(String id) {
    return events.deleteEvent(DeleteEventRequest.newBuilder().setId(id).build()).getDeleted();
  }

  private void assertRefused(String reason, EventQuery.Builder query) {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> count(query.build()),
            () -> events.searchEvents(SearchEventsRequest.newBuilder().setQuery(query).build()),
            () -> delete(query))) {
      assertThatThrownBy(call)
          .satisfies(e -> assertThat(reason((StatusRuntimeException) e)).isEqualTo(reason));
    }
  }

  private void assertThatThrownBySearch(String reason, SearchEventsRequest.Builder request) {
    assertThatThrownBy(() -> events.searchEvents(request.build()))
        .satisfies(e -> assertThat(reason((StatusRuntimeException) e)).isEqualTo(reason));
  }

  private static String reason(StatusRuntimeException e) {
    return reason(StatusProto.fromThrowable(e));
  }

  private static String error(InsertResult result) {
    return reason(result.getError());
  }

  private static String reason(com.google.rpc.Status status) {
    return info(status).getReason();
  }

  private static ErrorInfo info(com.google.rpc.Status status) {
    try {
      return status.getDetails(0).unpack(ErrorInfo.class);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
