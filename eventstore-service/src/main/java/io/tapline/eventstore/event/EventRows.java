package io.tapline.eventstore.event;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes events and their address index; the columns that {@link EventEntity} reads. */
final class EventRows {
  private static final String FIND = "SELECT id FROM eventstore.event_id WHERE id = ANY ($1)";

  private static final String INSERT =
      """
      INSERT INTO eventstore.event (id, detect_time, storage_time, categories, description,
        source_addresses, target_addresses, source_ports, target_ports, source_types, target_types,
        protocols, detectors, detector_types, event_class, severity, resolved_abuses,
        inspection_errors, outcome, decision_key, idea, idea_bytes)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22)""";

  private static final String INDEX_ADDRESSES =
      """
      INSERT INTO eventstore.event_address (event_id, detect_time, side, low, high)
      SELECT a.id, a.detect_time, a.side::"char", a.low::inet, a.high::inet
      FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])
        AS a (id, detect_time, side, low, high)""";

  private EventRows() {}

  /** Those of the ids that are stored. */
  static Uni<Set<String>> stored(SqlConnection transaction, List<IdeaMessage> ideas) {
    String[] ids = ideas.stream().map(IdeaMessage::id).toArray(String[]::new);
    return transaction
        .preparedQuery(FIND)
        .execute(Tuple.tuple().addValue(ids))
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
        .executeBatch(events.stream().map(EventRows::row).toList())
        .chain(() -> transaction.preparedQuery(INDEX_ADDRESSES).execute(addresses(events)))
        .replaceWithVoid();
  }

  private static Tuple row(StoredEvent event) {
    IdeaMessage idea = event.idea();
    byte[] json = idea.json().getBytes(StandardCharsets.UTF_8);
    return Tuple.tuple()
        .addValue(idea.id())
        .addValue(idea.detectTime().atOffset(ZoneOffset.UTC))
        .addValue(event.storageTime().atOffset(ZoneOffset.UTC))
        .addValue(texts(idea.categories()))
        .addValue(idea.description())
        .addValue(texts(idea.source()))
        .addValue(texts(idea.target()))
        .addValue(idea.source().ports().toArray(Integer[]::new))
        .addValue(idea.target().ports().toArray(Integer[]::new))
        .addValue(texts(idea.source().types()))
        .addValue(texts(idea.target().types()))
        .addValue(texts(idea.protocols()))
        .addValue(texts(idea.detectors().names()))
        .addValue(texts(idea.detectors().types()))
        .addValue(idea.eventClass())
        .addValue(idea.severity().name())
        .addValue(texts(idea.resolvedAbuses()))
        .addValue(texts(idea.inspectionErrors()))
        .addValue(event.decision().outcome().name())
        .addValue(event.decision().key())
        .addValue(Buffer.buffer(json))
        .addValue(json.length);
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
        .addValue(
            rows.stream()
                .map(row -> row.idea().detectTime().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new))
        .addValue(texts(rows, Address::side))
        .addValue(texts(rows, row -> row.range().low().getHostAddress()))
        .addValue(texts(rows, row -> row.range().high().getHostAddress()));
  }

  private record Address(IdeaMessage idea, String side, AddressRange range) {}

  private static Stream<Address> addresses(IdeaMessage idea, String name, Side side) {
    return side.addresses().stream().map(range -> new Address(idea, name, range));
  }

  private static String[] texts(List<Address> rows, Function<Address, String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }

  private static String[] texts(Side side) {
    return side.addresses().stream().map(AddressRange::text).toArray(String[]::new);
  }

  private static String[] texts(List<String> texts) {
    return texts.toArray(String[]::new);
  }
}
