package io.tapline.report.rule;

import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import java.util.List;

/**
 * Asks which keys count at least a detection's threshold in a window, of the connections that began
 * in it.
 *
 * @param filter which connections count
 * @param key columns that make the key
 * @param count over a span it is at least what it is over any window in it
 * @param more measures of the keys that reach the threshold
 */
record HotQuestion(
    Profile detection, String filter, List<String> key, Measure count, List<Measure> more) {

  /** Over the span as a whole. */
  AggregateQuestion over(Span span, int limit) {
    Scope scope = Scope.started(span.start(), span.end(), filter);
    return new AggregateQuestion(scope, key, Counts.measures(count, more), 0, limit, null);
  }

  /** The same for each window by itself. */
  AggregateQuestion perWindow(Span span, int limit) {
    return over(span, limit).perBucket(detection.window());
  }

  /** Those of one key. */
  Connections connections(List<String> values) {
    return Connections.started(key, values, filter);
  }
}
