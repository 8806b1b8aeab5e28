package io.tapline.report.schedule;

import io.tapline.report.log.Span;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of the schema as values, by the names of their columns. */
final class ScheduleRows {
  /** What {@link #stored} needs. */
  static final String SCHEDULE = "content, owner, create_time, update_time, next_time";

  /** What {@link #run} needs, of {@code report.run r} and {@code report.run_document d}. */
  static final String RUN =
      """
      r.id, r.schedule, r.trigger, r.due_time, r.interval_start, r.interval_end, r.state,
        r.attempts, r.missed, r.delivered, r.last_error, r.next_time, r.end_time,
        d.name AS file, d.media_type, octet_length(d.content) AS bytes\
      """;

  private ScheduleRows() {}

  static Schedule.Stored stored(Row row, Schedule.Form form) {
    return new Schedule.Stored(
        form.read(row.getBuffer("content").getBytes()),
        row.getString("owner"),
        time(row, "create_time"),
        time(row, "update_time"),
        timeOrNull(row, "next_time"));
  }

  static Run run(Row row) {
    Run.State state = Run.State.valueOf(row.getString("state"));
    return new Run(
        row.getLong("id"),
        row.getString("schedule"),
        Run.Trigger.valueOf(row.getString("trigger")),
        time(row, "due_time"),
        new Span(time(row, "interval_start"), time(row, "interval_end")),
        state,
        row.getInteger("attempts"),
        row.getInteger("missed"),
        row.getInteger("delivered"),
        row.getString("last_error"),
        state == Run.State.PENDING ? time(row, "next_time") : null,
        timeOrNull(row, "end_time"),
        file(row));
  }

  private static Run.@Nullable File file(Row row) {
    @Nullable String name = row.getString("file");
    return name == null
        ? null
        : new Run.File(name, row.getString("media_type"), row.getInteger("bytes"));
  }

  static Instant time(Row row, String column) {
    return Objects.requireNonNull(timeOrNull(row, column), column);
  }

  static @Nullable Instant timeOrNull(Row row, String column) {
    @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime utcOrNull(@Nullable Instant time) {
    return time == null ? null : utc(time);
  }
}
