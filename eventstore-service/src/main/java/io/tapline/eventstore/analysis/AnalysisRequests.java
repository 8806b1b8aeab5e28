package io.tapline.eventstore.analysis;

import static io.tapline.eventstore.Reason.INVALID_FILTER;
import static io.tapline.eventstore.Reason.INVALID_INTERVAL;
import static io.tapline.eventstore.Reason.INVALID_LIMIT;

import com.google.protobuf.Duration;
import com.google.type.Interval;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.analysis.ColumnBounds.End;
import io.tapline.eventstore.analysis.Timeline.Grid;
import io.tapline.eventstore.query.EventColumn;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.GetEventTimelineRequest;
import io.tapline.eventstore.v1.ListDistinctValuesRequest;
import io.tapline.rpc.Limit;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads requests of analysis. */
final class AnalysisRequests {
  /** Values of a toplist. */
  static final Limit VALUES = new Limit(INVALID_LIMIT, "limit", 100, 10_000);

  /** Series of a timeline. */
  static final Limit SERIES = new Limit(INVALID_LIMIT, "limit", 10, 100);

  private static final int MAX_BUCKETS = 10_000;
  private static final int NANOS_OF_MILLI = 1_000_000;

  private static final NamedPages<String> PAGES =
      new NamedPages<>("distinct values", Function.identity(), Reason.PAGES);

  private AnalysisRequests() {}

  /**
   * @throws Refusal INVALID_PAGE_SIZE, INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH
   */
  static NamedPages<String>.Request page(ListDistinctValuesRequest request) {
    return PAGES.request(
        request.getPageSize(),
        request.getPageToken(),
        request.getColumn().getBytes(StandardCharsets.UTF_8));
  }

  static @Nullable EventColumn set(String name) {
    return name.isEmpty() ? null : EventColumn.countable("aggr_set", name);
  }

  /**
   * @throws Refusal INVALID_INTERVAL, INVALID_LIMIT
   */
  static Grid grid(GetEventTimelineRequest request) {
    Interval interval = request.getInterval();
    if (!interval.hasStartTime() || !interval.hasEndTime()) {
      throw QueryRequests.invalid(INVALID_INTERVAL, "interval", "needs both ends");
    }
    Instant start = QueryRequests.bound("interval.start_time", interval.getStartTime());
    Instant end = QueryRequests.bound("interval.end_time", interval.getEndTime());
    if (!start.isBefore(end)) {
      throw QueryRequests.invalid(INVALID_INTERVAL, "interval", "is empty");
    }
    return limited(new Grid(start, end, step(request.getStep())));
  }

  private static java.time.Duration step(Duration step) {
    boolean valid =
        step.getSeconds() >= 0
            && step.getSeconds() <= 315_576_000_000L
            && step.getNanos() >= 0
            && step.getNanos() < 1_000_000_000
            && step.getNanos() % NANOS_OF_MILLI == 0;
    java.time.Duration duration =
        valid
            ? java.time.Duration.ofSeconds(step.getSeconds(), step.getNanos())
            : java.time.Duration.ZERO;
    if (duration.isZero()) {
      throw QueryRequests.invalid(
          INVALID_INTERVAL, "step", "must be a positive number of milliseconds");
    }
    return duration;
  }

  private static Grid limited(Grid grid) {
    if (grid.size() > MAX_BUCKETS) {
      throw QueryRequests.invalid(
          INVALID_LIMIT,
          "step",
          "makes %d buckets of the interval, at most %d are given"
              .formatted(grid.size(), MAX_BUCKETS));
    }
    return grid;
  }

  static End end(String function) {
    return switch (function) {
      case "min" -> End.MIN;
      case "max" -> End.MAX;
      default -> throw QueryRequests.invalid(INVALID_FILTER, "function", "must be min or max");
    };
  }
}
