package io.tapline.report.rule;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A key in a window: what answers to different questions are put together by. */
record WindowKey(Span window, List<String> key) {
  static WindowKey of(Counts counts) {
    return new WindowKey(counts.window(), counts.key());
  }

  static WindowKey of(Aggregate.Row row, Duration window) {
    return new WindowKey(RuleLog.windowOf(row, window), row.keys());
  }

  /** Each key once. */
  static Set<List<String>> keys(Collection<Counts> counts) {
    Set<List<String>> keys = new LinkedHashSet<>();
    counts.forEach(one -> keys.add(one.key()));
    return keys;
  }
}
