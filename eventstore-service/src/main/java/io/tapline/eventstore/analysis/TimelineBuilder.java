package io.tapline.eventstore.analysis;

import io.tapline.eventstore.analysis.Timeline.Bucket;
import io.tapline.eventstore.analysis.Timeline.Grid;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Puts counted rows into their buckets; what has no row is zero. */
final class TimelineBuilder {
  private final Grid grid;
  private final List<ValueCount> top;
  private final Map<String, Integer> places = new HashMap<>();
  private final long[] events;
  private final long[] rest;
  private final long[][] counts;

  TimelineBuilder(Grid grid, List<ValueCount> top) {
    this.grid = grid;
    this.top = top;
    for (ValueCount value : top) {
      places.put(value.value(), places.size());
    }
    this.events = new long[grid.size()];
    this.rest = new long[grid.size()];
    this.counts = new long[grid.size()][top.size()];
  }

  List<String> names() {
    return top.stream().map(ValueCount::value).toList();
  }

  /** A row of bucket and number of events. */
  void events(Row row) {
    events[row.getInteger(0)] += row.getLong(1);
  }

  /** A row of bucket, value (null: none of the toplist) and count. */
  void value(Row row) {
    int bucket = row.getInteger(0);
    Integer place = row.getString(1) == null ? null : places.get(row.getString(1));
    if (place == null) {
      rest[bucket] += row.getLong(2);
    } else {
      counts[bucket][place] += row.getLong(2);
    }
  }

  Timeline build() {
    List<Bucket> buckets = new ArrayList<>(events.length);
    for (int i = 0; i < events.length; i++) {
      List<Long> series = LongStream.of(counts[i]).boxed().toList();
      buckets.add(new Bucket(grid.start(i), events[i], series, rest[i]));
    }
    return new Timeline(buckets, top, LongStream.of(rest).sum(), LongStream.of(events).sum());
  }
}
