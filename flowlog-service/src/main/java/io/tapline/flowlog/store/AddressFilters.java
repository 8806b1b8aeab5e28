package io.tapline.flowlog.store;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Address filters of segments, the recently used ones in memory: a filter never changes and is
 * asked for by every question about an address. Beyond the limit a question holds the filters of
 * {@value #GROUP} segments at a time. For any number of threads.
 */
final class AddressFilters {
  static final int GROUP = 64;

  private static final String READ =
      "SELECT id, address_filter FROM flowlog.segment WHERE id = ANY($1)";

  private final long limitBytes;
  private final Map<Long, byte[]> filters = new LinkedHashMap<>(64, 0.75f, true);
  private long sizeBytes;

  AddressFilters(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** What is to be learned from a filter. */
  interface Test {
    int cases(byte[] filter);
  }

  /** The cases that each segment can hold; every case where its filter is not there. */
  Map<Long, Integer> test(LogReading reading, List<Long> segments, Test test, StillWanted wanted) {
    Map<Long, Integer> cases = new HashMap<>();
    for (int from = 0; from < segments.size(); from += GROUP) {
      List<Long> group = segments.subList(from, Math.min(from + GROUP, segments.size()));
      Map<Long, byte[]> found = of(reading, group, wanted);
      for (Long id : group) {
        byte[] filter = found.get(id);
        cases.put(id, filter == null ? SegmentQuestion.EVERY_CASE : test.cases(filter));
      }
    }
    return cases;
  }

  private Map<Long, byte[]> of(LogReading reading, List<Long> segments, StillWanted wanted) {
    Map<Long, byte[]> found = known(segments);
    List<Long> missing = new ArrayList<>(segments);
    missing.removeAll(found.keySet());
    if (!missing.isEmpty()) {
      Tuple ids = Tuple.tuple().addArrayOfLong(missing.toArray(Long[]::new));
      for (Row row : reading.read(READ, ids, wanted)) {
        found.put(row.getLong(0), row.getBuffer(1).getBytes());
      }
      keep(found);
    }
    return found;
  }

  private synchronized Map<Long, byte[]> known(List<Long> segments) {
    Map<Long, byte[]> found = new HashMap<>();
    for (Long id : segments) {
      byte[] filter = filters.get(id);
      if (filter != null) {
        found.put(id, filter);
      }
    }
    return found;
  }

  private synchronized void keep(Map<Long, byte[]> found) {
    found.forEach(
        (id, filter) -> sizeBytes += filters.putIfAbsent(id, filter) == null ? filter.length : 0);
    var oldest = filters.values().iterator();
    while (sizeBytes > limitBytes && oldest.hasNext()) {
      sizeBytes -= oldest.next().length;
      oldest.remove();
    }
  }
}
