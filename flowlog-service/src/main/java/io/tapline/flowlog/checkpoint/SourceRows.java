package io.tapline.flowlog.checkpoint;

import io.tapline.flowlog.store.LossCounts;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of the table of sources as values. */
public final class SourceRows {
  private SourceRows() {}

  /** The account in a row of {@code flowlog.source}. */
  public static SourceAccount account(Row row) {
    return new SourceAccount(
        row.getLong("frames"),
        row.getLong("bytes"),
        row.getLong("closed_connections"),
        row.getLong("open_connections"),
        counts(row.getJsonObject("outcomes")),
        time(row.getLong("first_frame_time")),
        time(row.getLong("last_frame_time")),
        row.getLong("flow_records"),
        counts(row.getJsonObject("counters")));
  }

  /** What was lost, in a row of {@code flowlog.source}. */
  public static LossCounts lost(Row row) {
    return LossCounts.of(row.getJsonObject("lost"));
  }

  /** The encoding in a row of {@code flowlog.source}. */
  static SourceEncoding encoding(Row row) {
    return new SourceEncoding(
        SourceEncoding.Kind.ofLabel(row.getString("encoding")),
        row.getInteger("first_year"),
        row.getString("time_zone"));
  }

  private static long time(@Nullable Long nanos) {
    return nanos == null ? SourceAccount.NO_TIME : nanos;
  }

  private static Map<String, Long> counts(JsonObject json) {
    Map<String, Long> counts = new HashMap<>();
    json.fieldNames().forEach(name -> counts.put(name, json.getLong(name)));
    return counts;
  }
}
