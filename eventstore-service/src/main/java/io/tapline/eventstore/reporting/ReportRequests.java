package io.tapline.eventstore.reporting;

import static io.tapline.eventstore.Reason.INVALID_LIMIT;
import static io.tapline.eventstore.Reason.INVALID_PAGE_SIZE;
import static io.tapline.eventstore.Reason.INVALID_PAGE_TOKEN;
import static io.tapline.eventstore.Reason.INVALID_SEVERITY;
import static io.tapline.eventstore.Reason.PAGE_TOKEN_MISMATCH;

import com.google.protobuf.Timestamp;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.reporter.ReportStore.Scope;
import io.tapline.eventstore.reporter.Reporter.AdHoc;
import io.tapline.eventstore.v1.RunReportRequest;
import io.tapline.rpc.Limit;
import io.tapline.rpc.PageTokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads requests for reports and runs. */
final class ReportRequests {
  private static final int VERSION = 1;

  /** Before every report and run. */
  private static final Place FIRST = new Place(Instant.parse("9999-12-31T23:59:59Z"), "");

  /** Page tokens of the lists: microseconds since 1970, 8 bytes, then label or number. */
  private static final PageTokens<Place> TOKENS =
      new PageTokens<>(
          VERSION,
          new PageTokens.Form<>(ReportRequests::write, ReportRequests::read),
          INVALID_PAGE_TOKEN,
          PAGE_TOKEN_MISMATCH);

  /** The last entry of a page. */
  record Place(Instant time, String name) {
    /** Of a run; before every one on the first page. */
    long number() {
      return name.isEmpty() ? Long.MAX_VALUE : Long.parseLong(name);
    }
  }

  /**
   * A list that is asked for.
   *
   * @param list its name
   */
  record Page(String list, Scope scope, Place after, int size) {
    /** How many entries to look for: one more than the page has, so that it knows its end. */
    int most() {
      return size + 1;
    }

    /** Those of the page. */
    <T> List<T> entries(List<T> found) {
      return found.subList(0, Math.min(size, found.size()));
    }

    /** Empty when the page is the last. */
    <T> String next(List<T> found, Function<T, Place> place) {
      return found.size() <= size
          ? ""
          : TOKENS.write(question(list, scope), place.apply(found.get(size - 1)));
    }
  }

  private static final Limit SIZE = new Limit(INVALID_PAGE_SIZE, "page_size", 100, 1_000);

  private ReportRequests() {}

  static Page page(
      String list, String group, io.tapline.type.v1.Severity severity, int size, String token) {
    Severity known = SeverityMessages.optional(INVALID_SEVERITY, "severity", severity);
    Scope scope = new Scope(group, known == Severity.UNSPECIFIED ? null : known);
    Place after = token.isEmpty() ? FIRST : TOKENS.read(question(list, scope), token);
    return new Page(list, scope, after, SIZE.of(size));
  }

  private static byte[] question(String list, Scope scope) {
    return (list + '\0' + scope.group() + '\0' + scope.severity()).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] write(Place place) {
    byte[] name = place.name().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + name.length)
        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, place.time()))
        .put(name)
        .array();
  }

  private static Place read(ByteBuffer bytes) {
    Instant time = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
    String name = StandardCharsets.UTF_8.decode(bytes).toString();
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("No label has a NUL.");
    }
    return new Place(time, name);
  }

  /**
   * @throws io.tapline.rpc.Refusal INVALID_SEVERITY, INVALID_INTERVAL
   */
  static AdHoc adHoc(RunReportRequest request) {
    Severity severity =
        SeverityMessages.required(INVALID_SEVERITY, "severity", request.getSeverity());
    @Nullable Instant start =
        request.getInterval().hasStartTime()
            ? time("interval.start_time", request.getInterval().getStartTime())
            : null;
    @Nullable Instant end =
        request.getInterval().hasEndTime()
            ? time("interval.end_time", request.getInterval().getEndTime())
            : null;
    return new AdHoc(
        request.getGroup(), severity, start, end, request.getDryRun(), request.getTestEvents());
  }

  private static Instant time(String field, Timestamp time) {
    return QueryRequests.bound(field, time);
  }

  static int offset(long offset) {
    if (offset < 0 || offset > Integer.MAX_VALUE) {
      throw QueryRequests.invalid(INVALID_LIMIT, "offset", "must not be negative or over 2 GiB");
    }
    return (int) offset;
  }
}
