package io.tapline.flowlog.store;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Address filters of segments, the recently used ones in memory: a filter never changes and is
 * asked for by every question. For any number of threads.
 */
final class AddressFilters {
  private static final String READ =
      "SELECT id, address_filter FROM flowlog.segment WHERE id = ANY($1)";

  private final LogDatabase database;
  private final long limitBytes;
  private final Map<Long, byte[]> filters = new LinkedHashMap<>(64, 0.75f, true);
  private long sizeBytes;

  AddressFilters(LogDatabase database, long limitBytes) {
    this.database = database;
    this.limitBytes = limitBytes;
  }

  /** The filters that are there; a segment that is gone has none. */
  Map<Long, byte[]> of(List<Long> segments) {
    Map<Long, byte[]> found = known(segments);
    Long[] missing = segments.stream().filter(id -> !found.containsKey(id)).toArray(Long[]::new);
    if (missing.length > 0) {
      for (Row row : database.read(READ, Tuple.tuple().addArrayOfLong(missing))) {
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
