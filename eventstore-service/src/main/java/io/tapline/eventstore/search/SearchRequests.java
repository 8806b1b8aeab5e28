package io.tapline.eventstore.search;

import static io.tapline.eventstore.Reason.FILTER_LIMIT;
import static io.tapline.eventstore.Reason.INVALID_ADDRESS;
import static io.tapline.eventstore.Reason.INVALID_INTERVAL;
import static io.tapline.eventstore.Reason.INVALID_OUTCOME;
import static io.tapline.eventstore.Reason.INVALID_PAGE_SIZE;
import static io.tapline.eventstore.Reason.INVALID_SEVERITY;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads search messages; the only place that turns them into questions. */
public final class SearchRequests {
  /** Events of a page. */
  public static final Limit PAGE_SIZE = new Limit(INVALID_PAGE_SIZE, "page_size", 100, 1_000);

  private final int maxFilterValues;

  public SearchRequests(int maxFilterValues) {
    this.maxFilterValues = maxFilterValues;
  }

  /**
   * @throws Refusal INVALID_INTERVAL, INVALID_ADDRESS, INVALID_SEVERITY, INVALID_OUTCOME,
   *     FILTER_LIMIT
   */
  public EventQuery query(SearchEventsRequest request) {
    Interval interval = request.getInterval();
    @Nullable Instant from =
        interval.hasStartTime() ? bound("interval.start_time", interval.getStartTime()) : null;
    @Nullable Instant until =
        interval.hasEndTime() ? bound("interval.end_time", interval.getEndTime()) : null;
    if (from != null && until != null && from.isAfter(until)) {
      throw invalid(INVALID_INTERVAL, "interval", "ends before it starts");
    }
    return new EventQuery(
        from,
        until,
        texts("categories", request.getCategoriesList()),
        request.getHost().isEmpty() ? null : host(request.getHost()),
        limited("severities", request.getSeveritiesList()).stream()
            .map(SearchRequests::severity)
            .toList(),
        texts("event_classes", request.getEventClassesList()).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList(),
        limited("outcomes", request.getOutcomesList()).stream()
            .map(SearchRequests::outcome)
            .toList());
  }

  /** The bytes that a page token is bound to: the request without its paging. */
  public static byte[] question(SearchEventsRequest request) {
    return request.toBuilder().clearPageSize().clearPageToken().build().toByteArray();
  }

  /**
   * @throws Refusal INVALID_PAGE_SIZE
   */
  public static int pageSize(SearchEventsRequest request) {
    return PAGE_SIZE.of(request.getPageSize());
  }

  /** Detection times are whole microseconds: a bound between two of them means the later one. */
  private static Instant bound(String field, Timestamp time) {
    if (!Timestamps.isValid(time)) {
      throw invalid(INVALID_INTERVAL, field, "is not a valid timestamp");
    }
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos() + 999L)
        .truncatedTo(ChronoUnit.MICROS);
  }

  private static AddressRange host(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(INVALID_ADDRESS, "host", String.valueOf(e.getMessage()));
    }
  }

  private List<String> texts(String field, List<String> values) {
    return limited(field, values).stream().map(text -> text.replace('\0', '\uFFFD')).toList();
  }

  private <T> List<T> limited(String field, List<T> values) {
    if (values.size() > maxFilterValues) {
      throw invalid(FILTER_LIMIT, field, "has more than %d values".formatted(maxFilterValues));
    }
    return values;
  }

  private static Severity severity(io.tapline.eventstore.v1.Severity severity) {
    return switch (severity) {
      case SEVERITY_INFO -> Severity.INFO;
      case SEVERITY_LOW -> Severity.LOW;
      case SEVERITY_MEDIUM -> Severity.MEDIUM;
      case SEVERITY_HIGH -> Severity.HIGH;
      case SEVERITY_CRITICAL -> Severity.CRITICAL;
      case SEVERITY_UNSPECIFIED, UNRECOGNIZED ->
          throw invalid(INVALID_SEVERITY, "severities", "has a value that is no severity");
    };
  }

  private static Outcome outcome(io.tapline.eventstore.v1.Outcome outcome) {
    return switch (outcome) {
      case OUTCOME_NEW -> Outcome.NEW;
      case OUTCOME_THRESHOLDED -> Outcome.THRESHOLDED;
      case OUTCOME_RELAPSED -> Outcome.RELAPSED;
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          throw invalid(INVALID_OUTCOME, "outcomes", "has a value that is no outcome");
    };
  }

  private static Refusal invalid(Reason reason, String field, String why) {
    return Refusal.ofField(reason, field, field + " " + why);
  }
}
