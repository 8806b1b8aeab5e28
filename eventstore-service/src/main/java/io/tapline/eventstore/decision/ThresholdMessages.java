package io.tapline.eventstore.decision;

import io.tapline.eventstore.cache.CachedThreshold;
import io.tapline.eventstore.cache.RelapseSearch;
import io.tapline.eventstore.cache.RelapsedEvent;
import io.tapline.eventstore.v1.SearchRelapsedEventsRequest;
import io.tapline.eventstore.v1.SearchRelapsedEventsResponse;
import io.tapline.eventstore.v1.Threshold;
import io.tapline.rpc.grpc.Timestamps;

/** Writes messages of the thresholding primitives. */
final class ThresholdMessages {
  private ThresholdMessages() {}

  static Threshold threshold(CachedThreshold threshold) {
    return Threshold.newBuilder()
        .setKey(threshold.key())
        .setThresholdTime(Timestamps.timestamp(threshold.thresholdTime()))
        .setRelapseTime(Timestamps.timestamp(threshold.relapseTime()))
        .setTtlTime(Timestamps.timestamp(threshold.ttlTime()))
        .build();
  }

  static SearchRelapsedEventsResponse relapsed(
      RelapseSearch.Page page, SearchRelapsedEventsRequest request) {
    return SearchRelapsedEventsResponse.newBuilder()
        .addAllEvents(page.events().stream().map(ThresholdMessages::event).toList())
        .setNextPageToken(RelapsePageRequests.next(request, page.next()))
        .build();
  }

  private static io.tapline.eventstore.v1.RelapsedEvent event(RelapsedEvent event) {
    return io.tapline.eventstore.v1.RelapsedEvent.newBuilder()
        .setEventId(event.eventId())
        .setIdeaJson(event.idea())
        .addAllKeys(event.keys())
        .build();
  }
}
