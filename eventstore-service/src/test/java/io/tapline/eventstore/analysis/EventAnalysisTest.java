package io.tapline.eventstore.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.PostgresResource;
import io.tapline.eventstore.v1.AggregateEventsRequest;
import io.tapline.eventstore.v1.AggregateEventsResponse;
import io.tapline.eventstore.v1.EventAnalysisServiceGrpc.EventAnalysisServiceBlockingStub;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.GetColumnBoundRequest;
import io.tapline.eventstore.v1.GetColumnBoundResponse;
import io.tapline.eventstore.v1.GetEventTimelineRequest;
import io.tapline.eventstore.v1.GetEventTimelineResponse;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.ListDistinctValuesRequest;
import io.tapline.eventstore.v1.ListDistinctValuesResponse;
import io.tapline.eventstore.v1.TimelineBucket;
import io.tapline.eventstore.v1.ValueCount;
import io.tapline.rpc.grpc.AllPages;
import io.tapline.testing.ListContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EventAnalysisTest {
  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventAnalysisServiceBlockingStub analysis;

  private void insert(String scan, String time, String severity, String source) {
    String json = Ideas.scan(Ideas.unique(scan), time, scan, severity, source);
    events.insertEvent(InsertEventRequest.newBuilder().setIdeaJson(json).build());
  }

  @Test
  void a_toplist_counts_each_value_of_an_event_and_each_event_once() {
    String scan = Ideas.unique("top");
    insert(scan, "2026-03-01T12:00:00Z", "low", "10.0.0.1,10.0.0.2");
    insert(scan, "2026-03-01T12:00:00Z", "low", "10.0.0.2");
    insert(scan, "2026-03-01T12:00:00Z", "high", "10.0.0.3");
    AggregateEventsResponse sources = aggregate(scan, "source_ip", 2);
    assertThat(sources.getEvents()).isEqualTo(3);
    assertThat(sources.getValuesList()).containsExactly(value("10.0.0.2", 2), value("10.0.0.1", 1));
    assertThat(aggregate(scan, "cesnet_eventseverity", 0).getValuesList())
        .containsExactly(value("low", 2), value("high", 1));
    assertThatThrownBy(() -> aggregate(scan, "detecttime", 0))
        .hasMessageContaining("aggr_set is a column whose values are not counted");
    assertThatThrownBy(() -> aggregate(scan, "source_ip", 10_001)).hasMessageContaining("limit");
  }

  private AggregateEventsResponse aggregate(String scan, String set, int limit) {
    return analysis.aggregateEvents(
        AggregateEventsRequest.newBuilder()
            .setQuery(EventQuery.newBuilder().addClasses(scan))
            .setAggrSet(set)
            .setLimit(limit)
            .build());
  }

  private static ValueCount value(String value, long count) {
    return ValueCount.newBuilder().setValue(value).setCount(count).build();
  }

  @Test
  void a_timeline_is_half_open_zero_filled_and_says_what_the_rest_is() {
    String scan = Ideas.unique("line");
    insert(scan, "2026-03-01T11:59:59.999999Z", "low", "10.0.0.1");
    insert(scan, "2026-03-01T12:00:00Z", "low", "10.0.0.1");
    insert(scan, "2026-03-01T12:59:59.999999Z", "low", "10.0.0.1,10.0.0.2");
    insert(scan, "2026-03-01T14:00:00Z", "low", "10.0.0.3");
    insert(scan, "2026-03-01T14:30:00Z", "low", "10.0.0.1");
    GetEventTimelineResponse line = timeline(scan, "source_ip", 1, 3_600);
    assertThat(line.getValuesList()).containsExactly(value("10.0.0.1", 2));
    assertThat(line.getEvents()).isEqualTo(3);
    assertThat(line.getRest()).isEqualTo(2);
    assertThat(line.getBucketsList())
        .containsExactly(
            bucket("2026-03-01T12:00:00Z", 2, 2, 1),
            bucket("2026-03-01T13:00:00Z", 0, 0, 0),
            bucket("2026-03-01T14:00:00Z", 1, 0, 1));
  }

  private static TimelineBucket bucket(String start, long events, long count, long rest) {
    return TimelineBucket.newBuilder()
        .setStartTime(timestamp(start))
        .setEvents(events)
        .addCounts(count)
        .setRest(rest)
        .build();
  }

  @Test
  void a_timeline_of_too_many_or_impossible_buckets_is_refused() {
    assertThatThrownBy(() -> timeline("x", "", 0, 0)).hasMessageContaining("step must be");
    assertThatThrownBy(
            () ->
                analysis.getEventTimeline(
                    GetEventTimelineRequest.newBuilder()
                        .setInterval(interval())
                        .setStep(Duration.newBuilder().setNanos(1_000_000))
                        .build()))
        .hasMessageContaining("at most 10000 are given");
    assertThatThrownBy(
            () ->
                analysis.getEventTimeline(
                    GetEventTimelineRequest.newBuilder()
                        .setStep(Duration.newBuilder().setSeconds(1))
                        .build()))
        .hasMessageContaining("interval needs both ends");
  }

  private GetEventTimelineResponse timeline(String scan, String set, int limit, long seconds) {
    return analysis.getEventTimeline(
        GetEventTimelineRequest.newBuilder()
            .setQuery(EventQuery.newBuilder().addClasses(scan))
            .setInterval(interval())
            .setStep(Duration.newBuilder().setSeconds(seconds))
            .setAggrSet(set)
            .setLimit(limit)
            .build());
  }

  private static Interval interval() {
    return Interval.newBuilder()
        .setStartTime(timestamp("2026-03-01T12:00:00Z"))
        .setEndTime(timestamp("2026-03-01T14:30:00Z"))
        .build();
  }

  private static Timestamp timestamp(String text) {
    return Timestamp.newBuilder().setSeconds(Instant.parse(text).getEpochSecond()).build();
  }

  @Test
  void distinct_values_are_listed_with_those_of_new_events() {
    String first = Ideas.unique("a-class");
    String second = Ideas.unique("b-class");
    insert(first, "2026-03-01T12:00:00Z", "low", "10.0.0.1");
    assertThat(distinct("cesnet_eventclass")).contains(first).doesNotContain(second);
    insert(second, "2026-03-01T12:00:00Z", "low", "10.0.0.1");
    assertThat(distinct("cesnet_eventclass")).containsSequence(List.of(first)).contains(second);
    assertThat(distinct("category")).contains("Recon.Scanning").doesNotContain("");
    assertThatThrownBy(() -> distinct("source_ip")).hasMessageContaining("not listed");
  }

  private List<String> distinct(String column) {
    return AllPages.rows(
        analysis::listDistinctValues,
        ListDistinctValuesRequest.newBuilder().setColumn(column).build(),
        ListDistinctValuesResponse::getValuesList);
  }

  @Test
  void distinct_values_have_pages() {
    for (String name : List.of("page-b", "page-a", "page-c")) {
      insert(Ideas.unique(name), "2026-03-01T12:00:00Z", "low", "10.0.0.1");
    }
    ListDistinctValuesRequest classes =
        ListDistinctValuesRequest.newBuilder().setColumn("cesnet_eventclass").build();
    ListContract.check(analysis::listDistinctValues, classes);
    String token =
        analysis.listDistinctValues(classes.toBuilder().setPageSize(1).build()).getNextPageToken();
    ListDistinctValuesRequest other =
        ListDistinctValuesRequest.newBuilder().setColumn("category").setPageToken(token).build();
    assertThatThrownBy(() -> analysis.listDistinctValues(other))
        .hasMessageContaining("another question");
  }

  @Test
  void the_bounds_of_a_column_are_a_time_or_a_text() {
    insert(Ideas.unique("bound"), "0001-01-01T00:00:00Z", "low", "10.0.0.1");
    assertThat(bound("detecttime", "min").getTime()).isEqualTo(timestamp("0001-01-01T00:00:00Z"));
    assertThat(bound("cesnet_eventclass", "max").getText()).isNotEmpty();
    assertThatThrownBy(() -> bound("detecttime", "avg")).hasMessageContaining("min or max");
    assertThatThrownBy(() -> bound("source_ip", "min")).hasMessageContaining("no order");
  }

  private GetColumnBoundResponse bound(String column, String function) {
    return analysis.getColumnBound(
        GetColumnBoundRequest.newBuilder().setColumn(column).setFunction(function).build());
  }
}
