package io.tapline.eventstore.search;

import static io.tapline.eventstore.EventstoreException.Reason.FILTER_LIMIT;
import static io.tapline.eventstore.EventstoreException.Reason.INVALID_ADDRESS;
import static io.tapline.eventstore.EventstoreException.Reason.INVALID_INTERVAL;
import static io.tapline.eventstore.EventstoreException.Reason.INVALID_OUTCOME;
import static io.tapline.eventstore.EventstoreException.Reason.INVALID_PAGE_SIZE;
import static io.tapline.eventstore.EventstoreException.Reason.INVALID_SEVERITY;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.eventstore.EventstoreException;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.eventstore.v1.SearchEventsRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads search messages; the only place that turns them into questions. */
public final class SearchRequests {
  private static final int DEFAULT_PAGE_SIZE = 100;

  /** Events of a page, at most. */
  public static final int MAX_PAGE_SIZE = 1_000;

  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final int maxFilterValues;

  public SearchRequests(int maxFilterValues) {
    this.maxFilterValues = maxFilterValues;
  }

  /**
   * @throws EventstoreException INVALID_INTERVAL, INVALID_ADDRESS, INVALID_SEVERITY,
   *     INVALID_OUTCOME, FILTER_LIMIT
   */
  public EventQuery query(SearchEventsRequest request) {
    Interval interval = request.getInterval();
    @Nullable Instant from =
        interval.hasStartTime() ? bound("interval.start_time", interval.getStartTime()) : null;
    @Nullable Instant until =
        interval.hasEndTime() ? bound("interval.end_time", interval.getEndTime()) : null;
    if (from != null && until != null && from.isAfter(until)) {
      throw EventstoreException.ofField(INVALID_INTERVAL, "interval", "ends before it starts");
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
   * @throws EventstoreException INVALID_PAGE_SIZE
   */
  public static int pageSize(SearchEventsRequest request) {
    int size = request.getPageSize();
    if (size < 0) {
      throw EventstoreException.ofField(INVALID_PAGE_SIZE, "page_size", "must not be negative");
    }
    return size == 0 ? DEFAULT_PAGE_SIZE : Math.min(size, MAX_PAGE_SIZE);
  }

  /** Detection times are whole microseconds: a bound between two of them means the later one. */
  private static Instant bound(String field, Timestamp time) {
    if (time.getNanos() < 0
        || time.getNanos() > 999_999_999
        || time.getSeconds() < FIRST_SECOND
        || time.getSeconds() > LAST_SECOND) {
      throw EventstoreException.ofField(INVALID_INTERVAL, field, "is not a valid timestamp");
    }
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos() + 999L)
        .truncatedTo(ChronoUnit.MICROS);
  }

  private static AddressRange host(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw EventstoreException.ofField(INVALID_ADDRESS, "host", String.valueOf(e.getMessage()));
    }
  }

  private List<String> texts(String field, List<String> values) {
    return limited(field, values).stream().map(text -> text.replace('\0', '\uFFFD')).toList();
  }

  private <T> List<T> limited(String field, List<T> values) {
    if (values.size() > maxFilterValues) {
      throw EventstoreException.ofField(
          FILTER_LIMIT, field, "has more than %d values".formatted(maxFilterValues));
    }
    return values;
  }

  private static Severity severity(io.tapline.type.v1.Severity severity) {
    return switch (severity) {
      case SEVERITY_LOW -> Severity.LOW;
      case SEVERITY_MEDIUM -> Severity.MEDIUM;
      case SEVERITY_HIGH -> Severity.HIGH;
      case SEVERITY_CRITICAL -> Severity.CRITICAL;
      case SEVERITY_UNSPECIFIED, UNRECOGNIZED ->
          throw EventstoreException.ofField(
              INVALID_SEVERITY, "severities", "has a value that is no severity");
    };
  }

  private static Outcome outcome(io.tapline.eventstore.v1.Outcome outcome) {
    return switch (outcome) {
      case OUTCOME_NEW -> Outcome.NEW;
      case OUTCOME_THRESHOLDED -> Outcome.THRESHOLDED;
      case OUTCOME_RELAPSED -> Outcome.RELAPSED;
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          throw EventstoreException.ofField(
              INVALID_OUTCOME, "outcomes", "has a value that is no outcome");
    };
  }
}
