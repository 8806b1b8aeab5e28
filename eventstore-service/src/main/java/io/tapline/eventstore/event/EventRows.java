package io.tapline.eventstore.event;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes events and their address index; the columns that {@link EventEntity} reads. */
final class EventRows {
  private static final String FIND = "SELECT id FROM eventstore.event WHERE id = ANY ($1)";

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
      INSERT INTO eventstore.event_address (event_id, addresses)
      SELECT a.id, eventstore.address_range(a.low::inet, a.high::inet, '[]')
      FROM unnest($1::text[], $2::text[], $3::text[]) AS a (id, low, high)""";

  private EventRows() {}

  /** Those of the ids that are stored. */
  static Uni<Set<String>> stored(SqlConnection transaction, List<String> ids) {
    return transaction
        .preparedQuery(FIND)
        .execute(Tuple.tuple().addValue(texts(ids)))
        .map(
            rows -> {
              Set<String> stored = new HashSet<>();
              rows.forEach(row -> stored.add(row.getString(0)));
              return stored;
            });
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
    return Tuple.tuple()
        .addValue(texts(events, IdeaMessage::id))
        .addValue(times(events, event -> event.idea().detectTime()))
        .addValue(times(events, StoredEvent::storageTime))
        .addValue(lists(events, IdeaMessage::categories))
        .addValue(texts(events, IdeaMessage::description))
        .addValue(lists(events, idea -> addresses(idea.source())))
        .addValue(lists(events, idea -> addresses(idea.target())))
        .addValue(lists(events, idea -> idea.source().ports()))
        .addValue(lists(events, idea -> idea.target().ports()))
        .addValue(lists(events, idea -> idea.source().types()))
        .addValue(lists(events, idea -> idea.target().types()))
        .addValue(lists(events, IdeaMessage::protocols))
        .addValue(lists(events, idea -> idea.detectors().names()))
        .addValue(lists(events, idea -> idea.detectors().types()))
        .addValue(texts(events, IdeaMessage::eventClass))
        .addValue(texts(events, idea -> idea.severity().name()))
        .addValue(lists(events, IdeaMessage::resolvedAbuses))
        .addValue(lists(events, IdeaMessage::inspectionErrors))
        .addValue(events.stream().map(e -> e.decision().outcome().name()).toArray(String[]::new))
        .addValue(events.stream().map(e -> e.decision().key()).toArray(String[]::new))
        .addValue(events.stream().map(EventRows::message).toArray(Buffer[]::new));
  }

  private static Buffer message(StoredEvent event) {
    return Buffer.buffer(event.idea().json().getBytes(StandardCharsets.UTF_8));
  }

  private static String[] texts(List<StoredEvent> events, Function<IdeaMessage, String> column) {
    return events.stream().map(event -> column.apply(event.idea())).toArray(String[]::new);
  }

  private static OffsetDateTime[] times(
      List<StoredEvent> events, Function<StoredEvent, Instant> column) {
    return events.stream()
        .map(event -> column.apply(event).atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }

  private static String[] lists(List<StoredEvent> events, Function<IdeaMessage, List<?>> column) {
    return events.stream().map(event -> literal(column.apply(event.idea()))).toArray(String[]::new);
  }

  /** An array as PostgreSQL writes it, every element quoted. */
  static String literal(List<?> elements) {
    return elements.stream()
        .map(element -> element.toString().replace("\\", "\\\\").replace("\"", "\\\""))
        .collect(
            Collectors.joining(
                "\",\"", elements.isEmpty() ? "{" : "{\"", elements.isEmpty() ? "}" : "\"}"));
  }

  private static Tuple addresses(List<StoredEvent> events) {
    List<String> ids = new ArrayList<>();
    List<String> lows = new ArrayList<>();
    List<String> highs = new ArrayList<>();
    for (StoredEvent event : events) {
      Stream.of(event.idea().source(), event.idea().target())
          .flatMap(side -> side.addresses().stream())
          .forEach(
              range -> {
                ids.add(event.idea().id());
                lows.add(range.low().getHostAddress());
                highs.add(range.high().getHostAddress());
              });
    }
    return Tuple.tuple().addValue(texts(ids)).addValue(texts(lows)).addValue(texts(highs));
  }

  private static List<String> addresses(Side side) {
    return side.addresses().stream().map(AddressRange::text).toList();
  }

  private static String[] texts(List<String> texts) {
    return texts.toArray(String[]::new);
  }
}
