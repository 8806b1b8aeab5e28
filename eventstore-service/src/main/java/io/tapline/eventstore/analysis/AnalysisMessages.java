package io.tapline.eventstore.analysis;

import io.tapline.eventstore.analysis.Timeline.Bucket;
import io.tapline.eventstore.v1.AggregateEventsResponse;
import io.tapline.eventstore.v1.GetColumnBoundResponse;
import io.tapline.eventstore.v1.GetEventTimelineResponse;
import io.tapline.eventstore.v1.ListDistinctValuesResponse;
import io.tapline.eventstore.v1.TimelineBucket;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.grpc.Timestamps;

/** Writes answers of analysis. */
final class AnalysisMessages {
  private AnalysisMessages() {}

  static AggregateEventsResponse toplist(Toplist toplist) {
    AggregateEventsResponse.Builder response = AggregateEventsResponse.newBuilder();
    toplist.values().forEach(value -> response.addValues(value(value)));
    return response.setEvents(toplist.events()).build();
  }

  static GetEventTimelineResponse timeline(Timeline timeline) {
    GetEventTimelineResponse.Builder response = GetEventTimelineResponse.newBuilder();
    timeline.buckets().forEach(bucket -> response.addBuckets(bucket(bucket)));
    timeline.values().forEach(value -> response.addValues(value(value)));
    return response.setRest(timeline.rest()).setEvents(timeline.events()).build();
  }

  static ListDistinctValuesResponse values(NamedPages.Page<String> page) {
    return ListDistinctValuesResponse.newBuilder()
        .addAllValues(page.entries())
        .setNextPageToken(page.nextToken())
        .build();
  }

  static GetColumnBoundResponse bound(ColumnBounds.Bound bound) {
    GetColumnBoundResponse.Builder response = GetColumnBoundResponse.newBuilder();
    if (bound.time() != null) {
      response.setTime(Timestamps.timestamp(bound.time()));
    }
    if (bound.text() != null) {
      response.setText(bound.text());
    }
    return response.build();
  }

  private static TimelineBucket bucket(Bucket bucket) {
    return TimelineBucket.newBuilder()
        .setStartTime(Timestamps.timestamp(bucket.start()))
        .setEvents(bucket.events())
        .addAllCounts(bucket.counts())
        .setRest(bucket.rest())
        .build();
  }

  private static io.tapline.eventstore.v1.ValueCount value(ValueCount value) {
    return io.tapline.eventstore.v1.ValueCount.newBuilder()
        .setValue(value.value())
        .setCount(value.count())
        .build();
  }
}
