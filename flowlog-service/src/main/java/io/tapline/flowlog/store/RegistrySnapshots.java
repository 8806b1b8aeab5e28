package io.tapline.flowlog.store;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.store.SegmentCache.Pinned;
import io.tapline.flowlog.store.SegmentSnapshot.LossEntry;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of the registry in PostgreSQL. One statement reads which segments there are, so all are
 * of one moment; their bytes are read afterwards, and when a merge or a checkpoint has replaced one
 * meanwhile, everything is read again.
 */
public final class RegistrySnapshots implements SegmentSnapshots {
  private static final int ATTEMPTS = 10;

  private static final String SEGMENTS =
      """
      SELECT clock.commit_time, segment.id, segment.size_bytes, segment.sha256, segment.row_count,
        segment.format_version, segment.min_start, segment.max_start
      FROM flowlog.clock LEFT JOIN flowlog.segment
        ON segment.max_start >= $1 AND segment.min_start < $2 AND NOT segment.corrupt
      ORDER BY segment.id""";

  private static final String LOSSES =
      """
      SELECT coalesce(source.sensor || '/' || source.name, '') AS source, hop, loss.frames, start_time, end_time,
        description, (sum(loss.frames) OVER ())::bigint AS lost
      FROM flowlog.loss LEFT JOIN flowlog.source ON source.id = loss.source_id
      WHERE end_time >= $1 AND start_time < $2
      ORDER BY end_time DESC, loss.id DESC LIMIT 100""";

  private static final String REMOVED =
      """
      SELECT coalesce(sum(connections), 0)::bigint AS connections, coalesce(max(max_start), 0) AS last_start
      FROM flowlog.retention WHERE max_start >= $1 AND min_start < $2""";

  private static final String NAMES = "SELECT id, sensor || '/' || name FROM flowlog.source";

  private final LogDatabase database;
  private final SegmentCache cache;
  private final HostCopies copies;
  private final AddressFilters filters;
  private final CorruptSegments corrupt;
  private final StoreMetrics metrics;

  /**
   * @param filterMemoryBytes memory for address filters
   */
  public RegistrySnapshots(
      LogDatabase database,
      SegmentCache cache,
      HostCopies copies,
      long filterMemoryBytes,
      StoreMetrics metrics) {
    this.database = database;
    this.cache = cache;
    this.copies = copies;
    this.filters = new AddressFilters(database, filterMemoryBytes);
    this.corrupt = new CorruptSegments(database, metrics);
    this.metrics = metrics;
  }

  /** The segments of one moment. */
  private record Registry(Instant asOf, List<Registered> segments) {}

  private record Registered(
      SegmentRef segment, int formatVersion, long rows, long minStart, long maxStart) {
    Part part(Path file, byte @Nullable [] filter, HostCopies copies) {
      return new Part(
          file, formatVersion, rows, minStart, maxStart, filter, copies.of(segment, rows));
    }
  }

  @Override
  public SegmentSnapshot open(long startNanos, long endNanos, Predicate<byte[]> mayHold) {
    Tuple interval = Tuple.of(startNanos, endNanos);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Registry registry = read(interval);
      Map<Long, byte[]> known =
          filters.of(registry.segments().stream().map(s -> s.segment().id()).toList());
      List<Registered> chosen =
          registry.segments().stream()
              .filter(s -> mayHold(known.get(s.segment().id()), mayHold))
              .toList();
      Pinned pinned = cache.pin(chosen.stream().map(Registered::segment).toList());
      if (pinned.gone().isEmpty() && pinned.corrupt().isEmpty()) {
        return snapshot(registry, parts(chosen, pinned.files(), known), pinned, interval);
      }
      pinned.close();
      corrupt.mark(pinned.corrupt());
      metrics.retried();
    }
    throw new FlowlogException(
        Reason.STORE_UNAVAILABLE, "The log changed faster than it could be read; ask again.");
  }

  private Registry read(Tuple interval) {
    Instant asOf = Instant.EPOCH;
    List<Registered> segments = new ArrayList<>();
    for (Row row : database.read(SEGMENTS, interval)) {
      asOf = row.getOffsetDateTime("commit_time").toInstant();
      if (row.getLong("id") != null) {
        segments.add(registered(row));
      }
    }
    return new Registry(asOf, segments);
  }

  private static Registered registered(Row row) {
    return new Registered(
        new SegmentRef(row.getLong("id"), row.getLong("size_bytes"), row.getString("sha256")),
        row.getShort("format_version"),
        row.getLong("row_count"),
        row.getLong("min_start"),
        row.getLong("max_start"));
  }

  /** The files come in the order of the segments, since none is missing. */
  private List<Part> parts(List<Registered> segments, List<Path> files, Map<Long, byte[]> filters) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      Registered segment = segments.get(i);
      parts.add(segment.part(files.get(i), filters.get(segment.segment().id()), copies));
    }
    return List.copyOf(parts);
  }

  private static boolean mayHold(byte @Nullable [] filter, Predicate<byte[]> mayHold) {
    return filter == null || mayHold.test(filter);
  }

  private SegmentSnapshot snapshot(
      Registry registry, List<Part> parts, Pinned pinned, Tuple interval) {
    try {
      List<LossEntry> losses = new ArrayList<>();
      long lost = 0;
      for (Row row : database.read(LOSSES, interval)) {
        losses.add(loss(row));
        lost = row.getLong("lost");
      }
      return new SegmentSnapshot(
          parts,
          registry.segments().size(),
          registry.asOf(),
          losses,
          lost,
          removed(interval),
          pinned.release());
    } catch (RuntimeException e) {
      pinned.close();
      throw e;
    }
  }

  private Removed removed(Tuple interval) {
    Row row = database.read(REMOVED, interval).iterator().next();
    long connections = row.getLong("connections");
    return connections == 0
        ? Removed.NOTHING
        : new Removed(connections, row.getLong("last_start") + 1);
  }

  private static LossEntry loss(Row row) {
    return new LossEntry(
        row.getString("source"),
        row.getString("hop"),
        row.getLong("frames"),
        row.getLong("start_time"),
        row.getLong("end_time"),
        row.getString("description"));
  }

  @Override
  public Map<Integer, String> sourceNames() {
    Map<Integer, String> names = new HashMap<>();
    for (Row row : database.read(NAMES)) {
      names.put(row.getInteger(0), row.getString(1));
    }
    return names;
  }
}
