package io.tapline.cli;

import static io.tapline.cli.Answers.answer;

import com.google.protobuf.Timestamp;
import com.google.rpc.Status;
import io.grpc.stub.StreamObserver;
import io.tapline.eventstore.v1.AggregateEventsRequest;
import io.tapline.eventstore.v1.AggregateEventsResponse;
import io.tapline.eventstore.v1.CountEventsRequest;
import io.tapline.eventstore.v1.CountEventsResponse;
import io.tapline.eventstore.v1.DeleteEventsRequest;
import io.tapline.eventstore.v1.DeleteEventsResponse;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventAnalysisServiceGrpc;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.GetEventTimelineRequest;
import io.tapline.eventstore.v1.GetEventTimelineResponse;
import io.tapline.eventstore.v1.InsertEventsRequest;
import io.tapline.eventstore.v1.InsertEventsResponse;
import io.tapline.eventstore.v1.InsertResult;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.SearchEventsResponse;
import io.tapline.eventstore.v1.TimelineBucket;
import io.tapline.eventstore.v1.ValueCount;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event store that keeps messages by their first {@code "ID"}, refuses those without one, and
 * remembers what it was asked.
 */
final class FakeEventStore extends EventServiceGrpc.EventServiceImplBase {
  final Map<String, String> stored = new LinkedHashMap<>();
  EventQuery asked = EventQuery.getDefaultInstance();
  SearchEventsRequest search = SearchEventsRequest.getDefaultInstance();
  int deletions;

  @Override
  public void insertEvents(
      InsertEventsRequest request, StreamObserver<InsertEventsResponse> answers) {
    InsertEventsResponse.Builder response = InsertEventsResponse.newBuilder();
    request.getIdeaJsonList().forEach(json -> response.addResults(insert(json)));
    answer(answers, response.build());
  }

  private InsertResult insert(String json) {
    String id = json.replaceFirst("(?s).*?\"ID\": *\"([^\"]*)\".*", "$1");
    if (id.equals(json)) {
      return InsertResult.newBuilder()
          .setError(Status.newBuilder().setCode(3).setMessage("ID is missing"))
          .build();
    }
    boolean known = stored.putIfAbsent(id, json) != null;
    return InsertResult.newBuilder().setId(id).setAlreadyStored(known).build();
  }

  /** One event a page. */
  @Override
  public void searchEvents(
      SearchEventsRequest request, StreamObserver<SearchEventsResponse> answers) {
    search = request;
    asked = request.getQuery();
    int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
    SearchEventsResponse.Builder response = SearchEventsResponse.newBuilder();
    stored.entrySet().stream()
        .skip(from)
        .limit(1)
        .forEach(
            event ->
                response.addEvents(
                    Event.newBuilder().setId(event.getKey()).setIdeaJson(event.getValue())));
    if (from + 1 < stored.size()) {
      response.setNextPageToken(Integer.toString(from + 1));
    }
    answer(answers, response.build());
  }

  @Override
  public void deleteEvents(
      DeleteEventsRequest request, StreamObserver<DeleteEventsResponse> answers) {
    asked = request.getQuery();
    deletions++;
    answer(answers, DeleteEventsResponse.newBuilder().setDeleted(1_234).build());
  }

  /** The analysis of the same store. */
  final class Analysis extends EventAnalysisServiceGrpc.EventAnalysisServiceImplBase {
    @Override
    public void countEvents(
        CountEventsRequest request, StreamObserver<CountEventsResponse> answers) {
      asked = request.getQuery();
      answer(answers, CountEventsResponse.newBuilder().setCount(stored.size()).build());
    }

    @Override
    public void aggregateEvents(
        AggregateEventsRequest request, StreamObserver<AggregateEventsResponse> answers) {
      asked = request.getQuery();
      answer(
          answers,
          AggregateEventsResponse.newBuilder()
              .addValues(ValueCount.newBuilder().setValue(request.getAggrSet()).setCount(7))
              .setEvents(5)
              .build());
    }

    @Override
    public void getEventTimeline(
        GetEventTimelineRequest request, StreamObserver<GetEventTimelineResponse> answers) {
      asked = request.getQuery();
      answer(
          answers,
          GetEventTimelineResponse.newBuilder()
              .addValues(ValueCount.newBuilder().setValue("tcp").setCount(3))
              .addBuckets(
                  TimelineBucket.newBuilder()
                      .setStartTime(request.getInterval().getStartTime())
                      .setEvents(4)
                      .addCounts(3)
                      .setRest(2))
              .addBuckets(
                  TimelineBucket.newBuilder()
                      .setStartTime(Timestamp.newBuilder().setSeconds(1_772_323_200L))
                      .addCounts(0))
              .setEvents(4)
              .build());
    }
  }
}
