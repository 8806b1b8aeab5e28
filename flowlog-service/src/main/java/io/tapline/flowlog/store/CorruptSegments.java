package io.tapline.flowlog.store;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import org.jboss.logging.Logger;

/** Sets segments aside whose bytes are not what was written, and says what is missing now. */
public final class CorruptSegments {
  private static final Logger LOG = Logger.getLogger(CorruptSegments.class);

  private static final String MARK =
      """
      WITH marked AS (
        UPDATE flowlog.segment SET corrupt = true WHERE id = $1 AND NOT corrupt RETURNING *
      )
      INSERT INTO flowlog.loss (source_id, hop, lost, unit, start_time, end_time, description, segment_id)
      SELECT source_id, 'flowlog.segment', packets, CASE packets WHEN 0 THEN 'unknown' ELSE 'frames' END, min_start, max_end,
        'Segment ' || id || ' with ' || row_count || ' connections is corrupt and was set aside.', id
      FROM marked ON CONFLICT (segment_id) DO NOTHING""";

  private final LogDatabase database;
  private final StoreMetrics metrics;

  public CorruptSegments(LogDatabase database, StoreMetrics metrics) {
    this.database = database;
    this.metrics = metrics;
  }

  public void mark(List<SegmentRef> segments) {
    for (SegmentRef segment : segments) {
      if (database.read(MARK, Tuple.of(segment.id())).rowCount() > 0) {
        metrics.corrupt();
        LOG.errorf("Segment %d is corrupt and was set aside; see the losses.", segment.id());
      }
    }
  }
}
