package io.tapline.flowlog.store;

import io.tapline.flowlog.store.SegmentSnapshot.LossEntry;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import io.tapline.wire.flow.LossUnit;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of the registry in PostgreSQL.
 *
 * <p>A snapshot is a read-only transaction of isolation level REPEATABLE READ that lasts as long as
 * the question: registry, address filters, losses and the bytes of segments are all read in it. So
 * a segment that a checkpoint or a merge has replaced meanwhile can still be fetched, nothing has
 * to be asked again because the log goes on, and nothing has to be kept for a while after it was
 * deleted. The price is one connection a question, and that PostgreSQL cannot clean up what was
 * deleted since the question began; a question therefore ends at its deadline, and a stream is a
 * row of short questions.
 */
public final class RegistrySnapshots implements SegmentSnapshots {
  private static final String SEGMENTS =
      """
      SELECT clock.commit_time, segment.id, segment.size_bytes, segment.sha256, segment.row_count,
        segment.format_version, segment.min_start, segment.max_start, segment.deletion_vector
      FROM flowlog.clock LEFT JOIN flowlog.segment
        ON CASE WHEN $3 THEN segment.max_start ELSE segment.max_end END >= $1
          AND segment.min_start < $2 AND NOT segment.corrupt
      ORDER BY segment.id\
      """;

  /** Losses that touch the interval and concern the sources that are asked for. */
  private static final String LOSSES_OF_QUESTION =
      """
      FROM flowlog.loss LEFT JOIN flowlog.source ON source.id = loss.source_id
      WHERE end_time >= $1 AND start_time < $2 AND
        (loss.source_id IS NULL OR ($3::integer[] IS NULL OR loss.source_id = ANY($3))
          AND NOT ($4 AND source.encoding = 'packets'))
      """;

  private static final String LOSSES =
      "SELECT coalesce(source.sensor || '/' || source.name, '') AS source, hop, loss.lost, unit,"
          + " start_time, end_time, description "
          + LOSSES_OF_QUESTION
          + "ORDER BY end_time DESC, loss.id DESC LIMIT 100";

  private static final String LOST =
      "SELECT coalesce(jsonb_object_agg(unit, n), '{}') AS lost FROM ("
          + "SELECT unit, sum(CASE unit WHEN 'unknown' THEN 1 ELSE loss.lost END) AS n "
          + LOSSES_OF_QUESTION
          + "GROUP BY unit) AS by_unit";

  private static final String REMOVED =
      """
      SELECT coalesce(sum(connections), 0)::bigint AS connections, coalesce(max(max_start), 0) AS last_start
      FROM flowlog.retention WHERE max_start >= $1 AND min_start < $2""";

  /**
   * A source delivers until it says that it has ended; while it does, it also covers the silence
   * since it began and since its last frame. One whose latest time is long before its checkpoint
   * reads a file instead.
   */
  private static final String CAPTURED =
      """
      SELECT CASE WHEN live THEN least(first_covered_time, created) ELSE first_covered_time END AS first_time,
        CASE WHEN live THEN 9223372036854775807 ELSE last_covered_time END AS last_time, now_time
      FROM (SELECT *, (extract(epoch FROM create_time) * 1000000000)::bigint AS created,
          (extract(epoch FROM clock_timestamp()) * 1000000000)::bigint AS now_time,
          NOT finished AND (last_covered_time IS NULL OR last_covered_time
            > (extract(epoch FROM checkpoint_time - interval '1 day') * 1000000000)::bigint) AS live
        FROM flowlog.source) AS source
      WHERE (live OR first_covered_time IS NOT NULL) AND ($1::integer[] IS NULL OR id = ANY($1))
        AND NOT ($2 AND encoding = 'packets')""";

  private static final String NAMES = "SELECT id, sensor || '/' || name FROM flowlog.source";

  private final LogDatabase database;
  private final SegmentCache cache;
  private final HostSorted.Finder sorted;
  private final AddressFilters filters;
  private final CorruptSegments corrupt;
  private final StoreMetrics metrics;

  /**
   * @param sorted files that hold segments sorted by host
   * @param filterMemoryBytes memory for address filters
   */
  public RegistrySnapshots(
      LogDatabase database,
      SegmentCache cache,
      HostSorted.Finder sorted,
      long filterMemoryBytes,
      StoreMetrics metrics) {
    this.database = database;
    this.cache = cache;
    this.sorted = sorted;
    this.filters = new AddressFilters(filterMemoryBytes);
    this.corrupt = new CorruptSegments(database, metrics);
    this.metrics = metrics;
  }

  /** The segments of one moment, not yet pruned. */
  private record Registry(Instant asOf, List<Part> segments) {}

  @Override
  public SegmentSnapshot open(SegmentQuestion question, StillWanted wanted) {
    LogReading reading = LogReading.begin(database, wanted);
    try {
      Tuple interval = Tuple.of(question.startNanos(), question.endNanos());
      Registry registry = registry(reading, question, wanted);
      List<Part> parts = prune(reading, registry.segments(), question, wanted);
      return new SegmentSnapshot(
          parts,
          registry.segments().size(),
          registry.asOf(),
          losses(reading, question, wanted),
          lost(reading, question, wanted),
          removed(reading, interval, wanted),
          coverage(reading, question, wanted),
          opener(reading, question.intent()));
    } catch (RuntimeException | Error e) {
      reading.close();
      throw e;
    }
  }

  private SegmentSnapshot.Opener opener(LogReading reading, Intent intent) {
    SegmentStore store = PostgresSegmentStore.asOf(database, reading);
    return new RegisteredParts(cache, store, sorted, corrupt, metrics, intent, reading);
  }

  private static Registry registry(
      LogReading reading, SegmentQuestion question, StillWanted wanted) {
    Tuple bounds = Tuple.of(question.startNanos(), question.endNanos(), question.started());
    Instant asOf = Instant.EPOCH;
    List<Part> segments = new ArrayList<>();
    for (Row row : reading.read(SEGMENTS, bounds, wanted)) {
      asOf = row.getOffsetDateTime("commit_time").toInstant();
      if (row.getLong("id") != null) {
        segments.add(part(row));
      }
    }
    return new Registry(asOf, segments);
  }

  private static Part part(Row row) {
    return new Part(
        new SegmentRef(row.getLong("id"), row.getLong("size_bytes"), row.getString("sha256")),
        row.getShort("format_version"),
        row.getLong("row_count"),
        row.getLong("min_start"),
        row.getLong("max_start"),
        deletionVector(row),
        SegmentQuestion.EVERY_CASE);
  }

  private static byte @Nullable [] deletionVector(Row row) {
    var vector = row.getBuffer("deletion_vector");
    return vector == null ? null : vector.getBytes();
  }

  /** Reads no filter where no address is asked for. */
  private List<Part> prune(
      LogReading reading, List<Part> segments, SegmentQuestion question, StillWanted wanted) {
    if (question.addressCases().isEmpty()) {
      return List.copyOf(segments);
    }
    List<Long> ids = segments.stream().map(part -> part.segment().id()).toList();
    Map<Long, Integer> cases = filters.test(reading, ids, question::casesOf, wanted);
    return segments.stream()
        .map(part -> part.withCases(cases.getOrDefault(part.segment().id(), 0)))
        .filter(part -> part.addressCases() != 0)
        .toList();
  }

  /** As of the moment of the registry, so what left is either in the answer or named in it. */
  private static Removed removed(LogReading reading, Tuple interval, StillWanted wanted) {
    Row row = reading.read(REMOVED, interval, wanted).iterator().next();
    long connections = row.getLong("connections");
    return connections == 0
        ? Removed.NOTHING
        : new Removed(connections, row.getLong("last_start") + 1);
  }

  private static Tuple intervalAndSources(SegmentQuestion question) {
    return sources(
        Tuple.tuple().addLong(question.startNanos()).addLong(question.endNanos()), question);
  }

  private static Tuple sources(Tuple after, SegmentQuestion question) {
    return after
        .addArrayOfInteger(question.sources().idArray())
        .addBoolean(question.sources().onlyFlows());
  }

  private static List<LossEntry> losses(
      LogReading reading, SegmentQuestion question, StillWanted wanted) {
    List<LossEntry> losses = new ArrayList<>();
    for (Row row : reading.read(LOSSES, intervalAndSources(question), wanted)) {
      losses.add(loss(row));
    }
    return losses;
  }

  private static LossCounts lost(LogReading reading, SegmentQuestion question, StillWanted wanted) {
    Row row = reading.read(LOST, intervalAndSources(question), wanted).iterator().next();
    return LossCounts.of(row.getJsonObject("lost"));
  }

  private static Coverage coverage(
      LogReading reading, SegmentQuestion question, StillWanted wanted) {
    Tuple sources = sources(Tuple.tuple(), question);
    List<Coverage.Span> captured = new ArrayList<>();
    long now = 0;
    for (Row row : reading.read(CAPTURED, sources, wanted)) {
      captured.add(new Coverage.Span(row.getLong("first_time"), row.getLong("last_time")));
      now = row.getLong("now_time");
    }
    return Coverage.of(captured, question.startNanos(), question.endNanos(), now);
  }

  private static LossEntry loss(Row row) {
    return new LossEntry(
        row.getString("source"),
        row.getString("hop"),
        row.getLong("lost"),
        LossUnit.ofLabel(row.getString("unit")),
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
