package io.tapline.flowlog.checkpoint;

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
        outcomes(row.getJsonObject("outcomes")),
        time(row.getLong("first_frame_time")),
        time(row.getLong("last_frame_time")));
  }

  private static long time(@Nullable Long nanos) {
    return nanos == null ? SourceAccount.NO_TIME : nanos;
  }

  private static Map<String, Long> outcomes(JsonObject json) {
    Map<String, Long> outcomes = new HashMap<>();
    json.fieldNames().forEach(name -> outcomes.put(name, json.getLong(name)));
    return outcomes;
  }
}
