package io.tapline.eventstore.decision;

import static io.tapline.eventstore.Reason.INVALID_KEY;
import static io.tapline.eventstore.Reason.INVALID_SEVERITY;
import static io.tapline.eventstore.Reason.INVALID_TIME;

import com.google.protobuf.Timestamp;
import io.tapline.eventstore.cache.CachedThreshold;
import io.tapline.eventstore.cache.RelapseQuery;
import io.tapline.eventstore.cache.SavedEvent;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.v1.SaveThresholdedEventRequest;
import io.tapline.eventstore.v1.SearchRelapsedEventsRequest;
import io.tapline.eventstore.v1.Threshold;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads messages of the thresholding primitives. */
final class ThresholdRequests {
  private static final int KEY_BYTES = 2_048;
  private static final int NAME_BYTES = 256;

  private ThresholdRequests() {}

  static String key(String key) {
    return text("key", key, KEY_BYTES);
  }

  private static String text(String field, String text, int maxBytes) {
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw Refusal.ofField(
          INVALID_KEY, field, field + " must not be blank or have a null character");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw Refusal.ofField(
          INVALID_KEY, field, "%s is longer than %d bytes".formatted(field, maxBytes));
    }
    return text;
  }

  /** Cut to microseconds. */
  static Instant time(String field, boolean present, Timestamp time) {
    if (!present || !Timestamps.isValid(time)) {
      throw Refusal.ofField(INVALID_TIME, field, field + " must be a valid timestamp");
    }
    return Timestamps.instant(time).truncatedTo(ChronoUnit.MICROS);
  }

  static CachedThreshold threshold(Threshold of) {
    try {
      return new CachedThreshold(
          text("threshold.key", of.getKey(), KEY_BYTES),
          time("threshold.threshold_time", of.hasThresholdTime(), of.getThresholdTime()),
          time("threshold.relapse_time", of.hasRelapseTime(), of.getRelapseTime()),
          time("threshold.ttl_time", of.hasTtlTime(), of.getTtlTime()));
    } catch (IllegalArgumentException e) {
      throw Refusal.ofField(INVALID_TIME, "threshold", String.valueOf(e.getMessage()));
    }
  }

  static SavedEvent saved(SaveThresholdedEventRequest request) {
    return new SavedEvent(
        text("event_id", request.getEventId(), NAME_BYTES),
        key(request.getKey()),
        text("group", request.getGroup(), NAME_BYTES),
        severity(request.getSeverity()),
        time("create_time", request.hasCreateTime(), request.getCreateTime()));
  }

  static RelapseQuery relapses(SearchRelapsedEventsRequest request) {
    return new RelapseQuery(
        text("group", request.getGroup(), NAME_BYTES),
        severity(request.getSeverity()),
        time("time", request.hasTime(), request.getTime()));
  }

  private static Severity severity(io.tapline.type.v1.Severity severity) {
    return DecisionMessages.severity(severity)
        .filter(known -> known != Severity.UNSPECIFIED)
        .orElseThrow(
            () ->
                Refusal.ofField(
                    INVALID_SEVERITY,
                    "severity",
                    "severity must be a severity other than unspecified"));
  }
}
