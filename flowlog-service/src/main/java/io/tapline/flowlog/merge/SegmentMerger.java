package io.tapline.flowlog.merge;

import io.tapline.flowlog.merge.MergePolicy.Part;
import io.tapline.flowlog.segment.BackgroundEngine;
import io.tapline.flowlog.segment.BackgroundEngine.Share;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentMerge;
import io.tapline.flowlog.segment.SegmentPath;
import io.tapline.flowlog.store.CorruptSegments;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.flowlog.store.LogTransaction;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.SegmentCache.Pinned;
import io.tapline.flowlog.store.SegmentDays;
import io.tapline.flowlog.store.SegmentRef;
import io.tapline.flowlog.store.SegmentRow;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Merges what the policy chooses, one group at a time. Replicas may do so at the same time: parts
 * are locked while they are merged, and a replica that finds one locked takes the next group. A
 * group that cannot be merged rests for {@link #REST}, and the others go on. For one thread.
 */
public final class SegmentMerger {
  private static final String SMALL =
      """
      SELECT id, level, min_start, row_count, flowlog.segment_day(id, create_time) AS day,
        flowlog.segment_day(0, now()) AS today
      FROM flowlog.segment WHERE NOT open AND NOT corrupt AND row_count < $1\
      """;

  private static final String LOCK =
      """
      SELECT id, source_id, size_bytes, sha256, format_version FROM flowlog.segment
      WHERE id = ANY($1) AND NOT corrupt ORDER BY min_start, id FOR UPDATE SKIP LOCKED\
      """;

  private static final String REMOVE = "DELETE FROM flowlog.segment WHERE id = ANY($1)";

  static final Duration REST = Duration.ofMinutes(10);
  private static final Logger LOG = Logger.getLogger(SegmentMerger.class);

  private final Map<List<Long>, Long> resting = new HashMap<>();
  private final LogDatabase database;
  private final SegmentCache cache;
  private final BackgroundEngine engine;
  private final CorruptSegments corrupt;
  private final MergePolicy policy;
  private final Path directory;
  private final MergeMetrics metrics;

  /**
   * @param directory for the files that are being made; on the file system of the cache
   */
  public SegmentMerger(
      LogDatabase database,
      SegmentCache cache,
      BackgroundEngine engine,
      CorruptSegments corrupt,
      MergePolicy policy,
      Path directory,
      MergeMetrics metrics) {
    this.database = database;
    this.cache = cache;
    this.engine = engine;
    this.corrupt = corrupt;
    this.policy = policy;
    this.directory = directory;
    this.metrics = metrics;
  }

  /** Parts of one merge as locked. */
  private record Locked(
      List<SegmentRef> segments, List<Integer> formatVersions, @Nullable Integer sourceId) {
    /** The files come in the order of the segments. */
    List<SegmentPath> paths(List<Path> files) {
      return IntStream.range(0, files.size())
          .mapToObj(i -> new SegmentPath(files.get(i), formatVersions.get(i)))
          .toList();
    }
  }

  /** Closed segments that may be merged, and the day that is being written. */
  private record Small(List<Part> parts, long today) {}

  /**
   * Parts of one merge as the policy chose them.
   *
   * @param settles whether what they become is left alone
   * @param share of the processor for merging them
   */
  private record Chosen(List<Part> parts, boolean settles, Share share) {}

  /**
   * Does one merge if one is due.
   *
   * @param share of the processor
   * @return whether something was merged, so that more may be due
   */
  public boolean mergeOnce(Share share) {
    long now = System.nanoTime();
    resting.values().removeIf(until -> now - until >= 0);
    Small small = small();
    for (List<Part> parts : policy.choose(small.parts(), small.today())) {
      Chosen chosen = new Chosen(parts, policy.settles(parts, small.today()), share);
      if (!resting.containsKey(ids(parts)) && merged(chosen)) {
        return true;
      }
    }
    return false;
  }

  private boolean merged(Chosen chosen) {
    try (LogTransaction transaction = database.begin()) {
      if (!transaction.run(SegmentDays::keepDays)) {
        return false;
      }
      Locked locked = lock(transaction, chosen.parts());
      return locked.segments().size() == chosen.parts().size()
          && replace(transaction, chosen, locked);
    } catch (ClosedByInterruptException e) {
      return false; // the service stops, and the segments are as they were
    } catch (IOException e) {
      List<Long> ids = ids(chosen.parts());
      metrics.failed();
      LOG.warnf(e, "Segments %s cannot be merged and stay as they are for a while", ids);
      resting.put(ids, System.nanoTime() + REST.toNanos());
      return false;
    }
  }

  private static List<Long> ids(List<Part> parts) {
    return parts.stream().map(Part::id).toList();
  }

  /** Segments that a merge may replace, of all days. */
  long smallSegments() {
    return small().parts().stream().filter(part -> !part.isSettled()).count();
  }

  private Small small() {
    List<Part> parts = new ArrayList<>();
    long today = 0;
    for (Row row : database.read(SMALL, Tuple.of(policy.fullRows() / 2))) {
      today = row.getLong("today");
      parts.add(
          new Part(
              row.getLong("id"),
              row.getShort("level"),
              row.getLong("min_start"),
              row.getLong("row_count"),
              row.getLong("day")));
    }
    return new Small(parts, today);
  }

  private static Locked lock(LogTransaction transaction, List<Part> parts) {
    List<SegmentRef> segments = new ArrayList<>();
    List<Integer> formatVersions = new ArrayList<>();
    Set<@Nullable Integer> sources = new HashSet<>();
    Tuple ids = tuple(parts);
    for (Row row : transaction.run(connection -> connection.preparedQuery(LOCK).execute(ids))) {
      segments.add(
          new SegmentRef(row.getLong("id"), row.getLong("size_bytes"), row.getString("sha256")));
      formatVersions.add((int) row.getShort("format_version"));
      sources.add(row.getInteger("source_id"));
    }
    return new Locked(
        segments, formatVersions, sources.size() == 1 ? sources.iterator().next() : null);
  }

  private boolean replace(LogTransaction transaction, Chosen chosen, Locked locked)
      throws IOException {
    Path target = directory.resolve("merge-" + UUID.randomUUID() + ".parquet");
    try (Pinned pinned = cache.pin(locked.segments())) {
      if (!pinned.gone().isEmpty() || !pinned.corrupt().isEmpty()) {
        transaction.close(); // its locks would be in the way
        corrupt.mark(pinned.corrupt());
        return true;
      }
      SegmentFile merged = merge(locked.paths(pinned.files()), target, chosen.share());
      register(transaction, chosen, locked, merged);
      return true;
    } finally {
      Files.deleteIfExists(target);
    }
  }

  private SegmentFile merge(List<SegmentPath> segments, Path target, Share share)
      throws IOException {
    return engine.run(share, duckDb -> new SegmentMerge(duckDb).merge(segments, target));
  }

  private void register(
      LogTransaction transaction, Chosen chosen, Locked locked, SegmentFile merged)
      throws IOException {
    List<Part> parts = chosen.parts();
    int level = 1 + parts.stream().mapToInt(Part::level).max().orElse(0);
    SegmentRow row = SegmentRow.of(locked.sourceId(), 0, level, merged);
    long day = parts.getFirst().day();
    long id =
        transaction.run(
            connection -> chosen.settles() ? row.settle(connection, day) : row.insert(connection));
    Tuple ids = tuple(parts);
    var removed = transaction.run(connection -> connection.preparedQuery(REMOVE).execute(ids));
    if (removed.rowCount() != parts.size()) {
      throw new IOException("Segments vanished while they were locked and merged");
    }
    transaction.commit();
    metrics.merged(parts.size(), merged.rows());
    cache.adopt(new SegmentRef(id, merged.sizeBytes(), merged.sha256()), merged.path());
    cache.replaced(locked.segments());
  }

  private static Tuple tuple(List<Part> parts) {
    return Tuple.tuple().addArrayOfLong(parts.stream().map(Part::id).toArray(Long[]::new));
  }
}
