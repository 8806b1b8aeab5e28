package io.tapline.eventstore.reporter;

import static io.tapline.eventstore.Reason.REPORT_NOT_FOUND;
import static io.tapline.eventstore.reporter.ReportEvents.utc;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.Severity;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads reports and runs. */
public final class ReportStore {
  private static final String REPORTS =
      """
      SELECT r.label, r.summary_label, r.group_name, r.severity, r.source, r.create_time,
        r.window_start, r.window_end, r.subject, r.events, r.mail_to
      FROM eventstore.report r""";

  private static final String PAGE =
      REPORTS
          + """

          WHERE ($1 = '' OR r.group_name = $1) AND ($2 = '' OR r.severity = $2)
            AND (r.create_time, r.label) < ($3, $4)
          ORDER BY r.create_time DESC, r.label DESC LIMIT $5""";

  private static final String CONTENT =
      "SELECT text, classes FROM eventstore.report WHERE label = $1";

  private static final String FILES =
      """
      SELECT label, name, media_type, events, omitted, octet_length(data)
      FROM eventstore.report_attachment WHERE label = ANY ($1) ORDER BY label, name""";

  private static final String PART =
      """
      SELECT label, name, media_type, events, omitted, octet_length(data),
        substring(data FROM $3 FOR $4)
      FROM eventstore.report_attachment WHERE label = $1 AND name = $2""";

  private static final String RUNS =
      """
      SELECT id, group_name, severity, window_start, window_end, run_time, new_events, filtered,
        filter_blocked, filtering, thresholded, threshold_blocked, relapsed, summary_label,
        extra_labels, mail_to
      FROM eventstore.report_run""";

  private static final String RUN_PAGE =
      RUNS
          + """

          WHERE ($1 = '' OR group_name = $1) AND ($2 = '' OR severity = $2)
            AND (run_time, id) < ($3, $4)
          ORDER BY run_time DESC, id DESC LIMIT $5""";

  private final Pool pool;

  public ReportStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * What is listed.
   *
   * @param group empty: of all
   * @param severity null: of all
   */
  public record Scope(String group, @Nullable Severity severity) {
    private Tuple places() {
      return Tuple.of(group.replace('\0', '\uFFFD'), severity == null ? "" : severity.name());
    }
  }

  /** A report without its text and files' data. */
  public record Listed(
      String label,
      @Nullable String summaryLabel,
      String group,
      Severity severity,
      String source,
      Instant createTime,
      ReportWindow window,
      String subject,
      long events,
      List<String> mailTo,
      List<ListedFile> files) {
    private Listed with(List<ListedFile> all) {
      List<ListedFile> own = all.stream().filter(file -> file.label().equals(label)).toList();
      return new Listed(
          label,
          summaryLabel,
          group,
          severity,
          source,
          createTime,
          window,
          subject,
          events,
          mailTo,
          own);
    }
  }

  /** A file without its data. */
  public record ListedFile(
      String label, String name, String mediaType, long events, long omitted, long bytes) {}

  /** A file with a part of its data. */
  public record Part(ListedFile file, byte[] data) {}

  /** What a report says, and for a summary what became of its window. */
  public record Content(
      Listed report, String text, List<ClassSummary> classes, Optional<ReportRun> run) {}

  /** A run and its number, by which runs of one time are ordered. */
  public record NumberedRun(long number, ReportRun run) {}

  /** The latest before a place, latest first. */
  public Uni<List<Listed>> page(Scope scope, Instant before, String label, int limit) {
    return pool.preparedQuery(PAGE)
        .execute(scope.places().addValue(utc(before)).addValue(label).addValue((long) limit))
        .map(rows -> rows(rows, ReportStore::listed))
        .chain(this::withFiles);
  }

  private Uni<List<Listed>> withFiles(List<Listed> reports) {
    String[] labels = reports.stream().map(Listed::label).toArray(String[]::new);
    return pool.preparedQuery(FILES)
        .execute(Tuple.tuple().addValue(labels))
        .map(rows -> rows(rows, ReportStore::file))
        .map(files -> reports.stream().map(report -> report.with(files)).toList());
  }

  /** Fails with REPORT_NOT_FOUND. */
  public Uni<Content> get(String label) {
    String known = label.replace('\0', '\uFFFD');
    return pool.preparedQuery(REPORTS + " WHERE r.label = $1")
        .execute(Tuple.of(known))
        .map(rows -> rows(rows, ReportStore::listed))
        .invoke(found -> requireOne(found, label))
        .chain(this::withFiles)
        .chain(found -> content(found.getFirst()));
  }

  private Uni<Content> content(Listed report) {
    return Uni.combine()
        .all()
        .unis(
            pool.preparedQuery(CONTENT).execute(Tuple.of(report.label())),
            pool.preparedQuery(RUNS + " WHERE summary_label = $1")
                .execute(Tuple.of(report.label())))
        .asTuple()
        .map(
            both -> {
              List<Row> content = rows(both.getItem1(), row -> row);
              requireOne(content, report.label());
              return new Content(
                  report,
                  content.getFirst().getString(0),
                  ReportJson.classes(content.getFirst().getJsonArray(1).encode()),
                  rows(both.getItem2(), ReportStore::run).stream()
                      .findFirst()
                      .map(NumberedRun::run));
            });
  }

  private static void requireOne(List<?> found, String label) {
    if (found.isEmpty()) {
      throw notFound(label);
    }
  }

  private static Refusal notFound(String label) {
    return new Refusal(REPORT_NOT_FOUND, "no report has this label", Map.of("label", label));
  }

  /** Fails with REPORT_NOT_FOUND. */
  public Uni<Part> part(String label, String name, long offset, int length) {
    int from = (int) Math.min(offset, Integer.MAX_VALUE - 1);
    return pool.preparedQuery(PART)
        .execute(
            Tuple.of(label.replace('\0', '\uFFFD'), name.replace('\0', '\uFFFD'), from + 1, length))
        .map(rows -> rows(rows, row -> new Part(file(row), row.getBuffer(6).getBytes())))
        .map(parts -> parts.stream().findFirst().orElseThrow(() -> notFound(label)));
  }

  /** The latest before a place, latest first. */
  public Uni<List<NumberedRun>> runs(Scope scope, Instant before, long number, int limit) {
    return pool.preparedQuery(RUN_PAGE)
        .execute(scope.places().addValue(utc(before)).addValue(number).addValue((long) limit))
        .map(rows -> rows(rows, ReportStore::run));
  }

  private static <T> List<T> rows(Iterable<Row> rows, Function<Row, T> form) {
    List<T> all = new ArrayList<>();
    rows.forEach(row -> all.add(form.apply(row)));
    return all;
  }

  private static Listed listed(Row row) {
    return new Listed(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        Severity.valueOf(row.getString(3)),
        row.getString(4),
        time(row, 5),
        new ReportWindow(time(row, 6), time(row, 7)),
        row.getString(8),
        row.getLong(9),
        List.of(row.getArrayOfStrings(10)),
        List.of());
  }

  private static ListedFile file(Row row) {
    return new ListedFile(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getInteger(5));
  }

  private static NumberedRun run(Row row) {
    RunCounts counts =
        new RunCounts(
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getLong(10),
            row.getLong(11),
            row.getLong(12),
            ReportJson.filtering(row.getJsonObject(9).encode()));
    return new NumberedRun(
        row.getLong(0),
        new ReportRun(
            row.getString(1),
            Severity.valueOf(row.getString(2)),
            new ReportWindow(time(row, 3), time(row, 4)),
            time(row, 5),
            counts,
            row.getString(13),
            List.of(row.getArrayOfStrings(14)),
            List.of(row.getArrayOfStrings(15))));
  }

  private static Instant time(Row row, int column) {
    return Objects.requireNonNull(row.getOffsetDateTime(column)).toInstant();
  }
}
