package io.tapline.eventstore.search;

import static io.tapline.eventstore.Reason.INVALID_OUTCOME;
import static io.tapline.eventstore.Reason.INVALID_PAGE_SIZE;
import static io.tapline.eventstore.Reason.INVALID_SEVERITY;
import static io.tapline.eventstore.Reason.INVALID_SORT;

import io.tapline.eventstore.query.Condition;
import io.tapline.eventstore.query.Condition.HasAny;
import io.tapline.eventstore.query.Condition.Outcomes;
import io.tapline.eventstore.query.Condition.Overlaps;
import io.tapline.eventstore.query.EventColumn;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import io.tapline.type.v1.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads search messages; the only place that turns them into questions and pages. */
public final class SearchRequests {
  /** Events of a page. */
  public static final Limit PAGE_SIZE = new Limit(INVALID_PAGE_SIZE, "page_size", 100, 1_000);

  /** Columns of an answer that are none of the table's own. */
  private static final Set<String> MORE_COLUMNS = Set.of("event", "decision");

  private final QueryRequests queries;

  public SearchRequests(QueryRequests queries) {
    this.queries = queries;
  }

  /**
   * @throws Refusal INVALID_SEVERITY, and those of {@link QueryRequests#query}
   */
  public EventQuery query(SearchEventsRequest request) {
    QueryRequests.requireKnownFields(request);
    return queries.query(request.getQuery()).and(conditions(request));
  }

  private List<Condition> conditions(SearchEventsRequest request) {
    List<Condition> conditions =
        new ArrayList<>(
            QueryRequests.interval("interval", EventColumn.DETECT_TIME, request.getInterval()));
    if (!request.getHost().isEmpty()) {
      conditions.add(
          new Overlaps(
              Condition.Side.EITHER, List.of(QueryRequests.address("host", request.getHost()))));
    }
    any(conditions, EventColumn.CATEGORY, queries.texts("categories", request.getCategoriesList()));
    any(
        conditions,
        EventColumn.EVENT_CLASS,
        queries.texts("event_classes", request.getEventClassesList()).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList());
    any(
        conditions,
        EventColumn.EVENT_SEVERITY,
        queries.limited("severities", request.getSeveritiesList()).stream()
            .map(SearchRequests::severity)
            .toList());
    outcomes(conditions, queries.limited("outcomes", request.getOutcomesList()));
    return conditions;
  }

  private static void any(List<Condition> conditions, EventColumn column, List<String> values) {
    if (!values.isEmpty()) {
      conditions.add(new HasAny(List.of(column), values, false));
    }
  }

  private static void outcomes(List<Condition> conditions, List<Outcome> outcomes) {
    if (!outcomes.isEmpty()) {
      conditions.add(new Outcomes(outcomes.stream().map(SearchRequests::outcome).toList()));
    }
  }

  /** The bytes that a page token is bound to: the request without its paging. */
  public static byte[] question(SearchEventsRequest request) {
    return request.toBuilder().clearPageSize().clearPageToken().clearPage().build().toByteArray();
  }

  /**
   * @throws Refusal INVALID_PAGE_SIZE, INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH, INVALID_SORT
   */
  public static SearchPage page(SearchEventsRequest request) {
    int size = PAGE_SIZE.of(request.getPageSize());
    String token = request.getPageToken();
    @Nullable Cursor after =
        token.isEmpty() ? null : CursorToken.TOKENS.read(question(request), token);
    return new SearchPage(order(request), after, skip(request, size), size);
  }

  private static long skip(SearchEventsRequest request, int size) {
    int page = request.getPage();
    if (page < 0) {
      throw QueryRequests.invalid(INVALID_PAGE_SIZE, "page", "must not be negative");
    }
    if (page > 0 && !request.getPageToken().isEmpty()) {
      throw QueryRequests.invalid(INVALID_PAGE_SIZE, "page", "cannot be combined with page_token");
    }
    return page == 0 ? 0 : (page - 1L) * size;
  }

  /** Mentat's fallback to another field or direction is an error here. */
  private static SearchOrder order(SearchEventsRequest request) {
    return switch (request.getSortBy().toLowerCase(Locale.ROOT)) {
      case "", "detecttime.desc" -> SearchOrder.DEFAULT;
      case "detecttime.asc" -> new SearchOrder(EventColumn.DETECT_TIME, true);
      case "storagetime.desc" -> new SearchOrder(EventColumn.STORAGE_TIME, false);
      case "storagetime.asc" -> new SearchOrder(EventColumn.STORAGE_TIME, true);
      default ->
          throw QueryRequests.invalid(
              INVALID_SORT, "sort_by", "must be detecttime or storagetime, a dot, and asc or desc");
    };
  }

  /**
   * Mentat's names of the columns that are filled in; empty for all.
   *
   * @throws Refusal UNKNOWN_COLUMN
   */
  public static Set<String> columns(SearchEventsRequest request) {
    Set<String> columns = new TreeSet<>(request.getColumnsList());
    columns.stream()
        .filter(name -> !MORE_COLUMNS.contains(name))
        .forEach(name -> EventColumn.of("columns", name));
    return columns;
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case SEVERITY_INFO, SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH, SEVERITY_CRITICAL ->
          severity.name().substring("SEVERITY_".length());
      case SEVERITY_UNSPECIFIED, UNRECOGNIZED ->
          throw QueryRequests.invalid(
              INVALID_SEVERITY, "severities", "has a value that is no severity");
    };
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case OUTCOME_NEW, OUTCOME_THRESHOLDED, OUTCOME_RELAPSED ->
          outcome.name().substring("OUTCOME_".length());
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          throw QueryRequests.invalid(
              INVALID_OUTCOME, "outcomes", "has a value that is no outcome");
    };
  }
}
