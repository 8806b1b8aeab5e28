package io.tapline.eventstore.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A question as SQL: fixed fragments, every value a bound parameter. */
final class SearchSql {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  private SearchSql() {}

  static SearchSql of(EventQuery query, @Nullable Cursor after, int limit) {
    SearchSql sql = new SearchSql();
    sql.interval(query);
    sql.host(query);
    sql.anyOf("e.categories && cast(:categories as text[])", "categories", query.categories());
    sql.anyOf("e.event_class = any (cast(:classes as text[]))", "classes", query.eventClasses());
    sql.anyOf("e.severity = any (cast(:severities as text[]))", "severities", query.severities());
    sql.anyOf("e.outcome = any (cast(:outcomes as text[]))", "outcomes", query.outcomes());
    sql.after(after);
    sql.parameters.put("limit", limit);
    return sql;
  }

  Mutiny.SelectionQuery<Object[]> on(Mutiny.Session session) {
    Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(text(), Object[].class);
    parameters.forEach(query::setParameter);
    return query;
  }

  private String text() {
    String where = conditions.isEmpty() ? "" : "\nwhere " + String.join("\n  and ", conditions);
    return "select e.id, e.detect_time, e.idea_bytes from eventstore.event e"
        + where
        + "\norder by e.detect_time desc, e.id desc limit :limit";
  }

  private void interval(EventQuery query) {
    if (query.from() != null) {
      bind("e.detect_time >= :from", "from", EventSearch.utc(query.from()));
    }
    if (query.until() != null) {
      bind("e.detect_time < :until", "until", EventSearch.utc(query.until()));
    }
  }

  private void host(EventQuery query) {
    if (query.host() != null) {
      conditions.add(
          """
          e.id in (select a.event_id from eventstore.event_address a where a.addresses &&
            eventstore.address_range(
              cast(cast(:low as text) as inet), cast(cast(:high as text) as inet), '[]'))""");
      parameters.put("low", query.host().low().getHostAddress());
      parameters.put("high", query.host().high().getHostAddress());
    }
  }

  private void after(@Nullable Cursor after) {
    if (after != null) {
      bind("(e.detect_time, e.id) < (:time, :id)", "time", EventSearch.utc(after.detectTime()));
      parameters.put("id", after.id());
    }
  }

  private void anyOf(String condition, String name, List<?> values) {
    if (!values.isEmpty()) {
      Stream<String> texts =
          values.stream().map(v -> v instanceof Enum<?> e ? e.name() : (String) v);
      bind(condition, name, texts.toArray(String[]::new));
    }
  }

  private void bind(String condition, String name, Object value) {
    conditions.add(condition);
    parameters.put(name, value);
  }
}
