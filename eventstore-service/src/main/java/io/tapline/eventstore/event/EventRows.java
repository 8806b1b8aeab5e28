package io.tapline.eventstore.event;

import static io.tapline.eventstore.row.Columns.texts;
import static io.tapline.eventstore.row.Columns.times;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import io.tapline.eventstore.row.Columns;
import io.tapline.eventstore.threshold.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes events and their address index; the columns that {@link EventEntity} reads. */
final class EventRows {
  private static final String FIND = "SELECT id FROM eventstore.event_id WHERE id = ANY ($1)";

  private static final String FIND_SAME =
      """
      SELECT n.id, e.outcome, e.idea = n.idea FROM unnest($1::text[], $2::bytea[]) AS n (id, idea)
      JOIN eventstore.event_id i USING (id)
      JOIN eventstore.event e ON e.id = i.id AND e.insert_time = i.insert_time\
      """;

  /**
   * Lists within a row come as array literals: PostgreSQL has no arrays of arrays of any length.
   */
  private static final String INSERT =
      """
      INSERT INTO eventstore.event (id, detect_time, storage_time, categories, description,
        source_addresses, target_addresses, source_ports, target_ports, source_types, target_types,
        protocols, detectors, detector_types, event_class, severity, resolved_abuses,
        inspection_errors, outcome, decision_key, idea, idea_bytes)
      SELECT n.id, n.detect_time, n.storage_time, n.categories::text[], n.description,
        n.source_addresses::text[], n.target_addresses::text[], n.source_ports::integer[],
        n.target_ports::integer[], n.source_types::text[], n.target_types::text[],
        n.protocols::text[], n.detectors::text[], n.detector_types::text[], n.event_class,
        n.severity, n.resolved_abuses::text[], n.inspection_errors::text[], n.outcome,
        n.decision_key, n.idea, octet_length(n.idea)
      FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[],
          $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
          $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[],
          $19::text[], $20::text[], $21::bytea[])
        AS n (id, detect_time, storage_time, categories, description, source_addresses,
          target_addresses, source_ports, target_ports, source_types, target_types, protocols,
          detectors, detector_types, event_class, severity, resolved_abuses, inspection_errors,
          outcome, decision_key, idea)""";

  private static final String INDEX_ADDRESSES =
      """
      INSERT INTO eventstore.event_address (event_id, detect_time, side, low, high)
      SELECT a.id, a.detect_time, a.side::"char", a.low::inet, a.high::inet
      FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])
        AS a (id, detect_time, side, low, high)""";

  private EventRows() {}

  /** Those of the ids that are stored. */
  static Uni<Set<String>> stored(SqlConnection transaction, List<String> ids) {
    return transaction
        .preparedQuery(FIND)
        .execute(Tuple.tuple().addValue(ids.toArray(String[]::new)))
        .map(rows -> new HashSet<>(Columns.list(rows, row -> row.getString(0))));
  }

  /**
   * What was decided about those of the messages that are stored, by id. Fails with
   * EVENT_ID_CONFLICT when an id is stored with a message that differs in a byte.
   */
  static Uni<Map<String, Outcome>> same(SqlConnection transaction, List<IdeaMessage> ideas) {
    Tuple messages =
        Tuple.tuple().addValue(texts(ideas, IdeaMessage::id)).addValue(messages(ideas));
    return transaction.preparedQuery(FIND_SAME).execute(messages).map(EventRows::outcomes);
  }

  private static Map<String, Outcome> outcomes(RowSet<Row> rows) {
    Map<String, Outcome> outcomes = new HashMap<>();
    for (Row row : rows) {
      if (!row.getBoolean(2)) {
        throw EventStore.conflict(row.getString(0));
      }
      outcomes.put(row.getString(0), Outcome.valueOf(row.getString(1)));
    }
    return outcomes;
  }

  /** Fails with SQLSTATE 23505 when one of the ids is stored. */
  static Uni<Void> insert(SqlConnection transaction, List<StoredEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return transaction
        .preparedQuery(INSERT)
        .execute(rows(events))
        .chain(() -> transaction.preparedQuery(INDEX_ADDRESSES).execute(addresses(events)))
        .replaceWithVoid();
  }

  private static Tuple rows(List<StoredEvent> events) {
    List<IdeaMessage> ideas = events.stream().map(StoredEvent::idea).toList();
    return Tuple.tuple()
        .addValue(texts(ideas, IdeaMessage::id))
        .addValue(times(ideas, IdeaMessage::detectTime))
        .addValue(times(events, StoredEvent::storageTime))
        .addValue(lists(ideas, IdeaMessage::categories))
        .addValue(texts(ideas, IdeaMessage::description))
        .addValue(lists(ideas, idea -> addresses(idea.source())))
        .addValue(lists(ideas, idea -> addresses(idea.target())))
        .addValue(lists(ideas, idea -> idea.source().ports()))
        .addValue(lists(ideas, idea -> idea.target().ports()))
        .addValue(lists(ideas, idea -> idea.source().types()))
        .addValue(lists(ideas, idea -> idea.target().types()))
        .addValue(lists(ideas, IdeaMessage::protocols))
        .addValue(lists(ideas, idea -> idea.detectors().names()))
        .addValue(lists(ideas, idea -> idea.detectors().types()))
        .addValue(texts(ideas, IdeaMessage::eventClass))
        .addValue(texts(ideas, idea -> idea.severity().name()))
        .addValue(lists(ideas, IdeaMessage::resolvedAbuses))
        .addValue(lists(ideas, IdeaMessage::inspectionErrors))
        .addValue(texts(events, event -> event.decision().outcome().name()))
        .addValue(texts(events, event -> event.decision().key()))
        .addValue(messages(ideas));
  }

  private static Buffer[] messages(List<IdeaMessage> ideas) {
    return ideas.stream().map(EventRows::message).toArray(Buffer[]::new);
  }

  private static Buffer message(IdeaMessage idea) {
    return Buffer.buffer(idea.json().getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String[] lists(
      List<IdeaMessage> ideas, Function<IdeaMessage, List<?>> column) {
    return texts(ideas, idea -> literal(column.apply(idea)));
  }

  /** An array as PostgreSQL writes it, every element quoted. */
  static String literal(List<?> elements) {
    return elements.stream().map(EventRows::quoted).collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(Object element) {
    return '"' + element.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Tuple addresses(List<StoredEvent> events) {
    List<Address> rows =
        events.stream()
            .map(StoredEvent::idea)
            .flatMap(
                idea ->
                    Stream.concat(
                        addresses(idea, "s", idea.source()), addresses(idea, "t", idea.target())))
            .toList();
    return Tuple.tuple()
        .addValue(texts(rows, row -> row.idea().id()))
        .addValue(times(rows, row -> row.idea().detectTime()))
        .addValue(texts(rows, Address::side))
        .addValue(texts(rows, row -> row.range().low().getHostAddress()))
        .addValue(texts(rows, row -> row.range().high().getHostAddress()));
  }

  private record Address(IdeaMessage idea, String side, AddressRange range) {}

  private static Stream<Address> addresses(IdeaMessage idea, String name, Side side) {
    return side.addresses().stream().map(range -> new Address(idea, name, range));
  }

  private static List<String> addresses(Side side) {
    return side.addresses().stream().map(AddressRange::text).toList();
  }
}
