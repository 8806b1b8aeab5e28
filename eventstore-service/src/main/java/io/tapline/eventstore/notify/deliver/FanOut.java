package io.tapline.eventstore.notify.deliver;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.change.Change;
import io.tapline.eventstore.change.ChangeLog;
import io.tapline.eventstore.change.ChangePosition;
import io.tapline.eventstore.event.EventReader;
import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.notify.Outbox;
import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.channel.ChannelStore;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the notices of what was decided. The position up to which changes have their notices moves
 * in the transaction that adds them, so each change is looked at once, by one replica at a time.
 * Calls block; not for event loop threads.
 */
public final class FanOut {
  /** Changes of one transaction, at most. */
  static final int BATCH = 500;

  private static final Logger LOG = Logger.getLogger(FanOut.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String LOCK =
      "SELECT cast(xid AS text), seq FROM eventstore.notice_position FOR UPDATE SKIP LOCKED";

  private static final String MOVE =
      """
      UPDATE eventstore.notice_position SET xid = cast(cast($1 AS text) AS xid8), seq = $2\
      """;

  private final Pool pool;
  private final ChangeLog changes;
  private final EventReader events;
  private final ThresholdStore thresholds;
  private final ChannelStore channels;
  private final Function<byte[], EventQuery> reader;
  private final Outbox outbox;
  private final EventNotice texts;
  private final Clock clock;

  /** What fan-out works with. */
  public record Parts(
      Pool pool,
      EventReader events,
      ChannelStore channels,
      Function<byte[], EventQuery> reader,
      Outbox outbox,
      EventLink links,
      Clock clock) {}

  public FanOut(Parts parts) {
    this.pool = parts.pool();
    this.changes = new ChangeLog();
    this.events = parts.events();
    this.thresholds = new ThresholdStore();
    this.channels = parts.channels();
    this.reader = parts.reader();
    this.outbox = parts.outbox();
    this.texts = new EventNotice(parts.links());
    this.clock = parts.clock();
  }

  /** Makes the notices of everything that is decided by now, unless another replica does so. */
  public void run() {
    while (pool.withTransaction(this::batch).await().atMost(PATIENCE) == BATCH) {}
  }

  /** The number of changes that were looked at. */
  private Uni<Integer> batch(SqlConnection transaction) {
    return transaction
        .query(LOCK)
        .execute()
        .chain(
            locked ->
                locked.size() == 0
                    ? Uni.createFrom().item(0)
                    : changes
                        .read(transaction, position(locked), BATCH)
                        .call(part -> notices(transaction, decided(part.changes())))
                        .call(part -> move(transaction, part))
                        .map(part -> part.changes().size()));
  }

  private static ChangePosition position(RowSet<Row> locked) {
    Row row = locked.iterator().next();
    return new ChangePosition(Long.parseUnsignedLong(row.getString(0)), row.getLong(1));
  }

  private Uni<Void> move(SqlConnection transaction, ChangeLog.Part part) {
    if (part.ahead()) {
      LOG.warn("The database was restored elsewhere: notices go on with what happens from now on.");
      return changes.end(transaction).chain(end -> move(transaction, end));
    }
    return move(transaction, part.end());
  }

  private static Uni<Void> move(SqlConnection transaction, ChangePosition end) {
    return transaction
        .preparedQuery(MOVE)
        .execute(Tuple.of(end.xidText(), end.seq()))
        .replaceWithVoid();
  }

  private static List<Change> decided(List<Change> changes) {
    return changes.stream()
        .filter(change -> change.outcome() != null && !change.outcome().equals("THRESHOLDED"))
        .toList();
  }

  private Uni<Void> notices(SqlConnection transaction, List<Change> decided) {
    if (decided.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return channels
        .all(transaction)
        .map(book -> new ChannelFilters(book, reader))
        .chain(
            filters ->
                filters.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : notices(transaction, decided, filters));
  }

  private Uni<Void> notices(
      SqlConnection transaction, List<Change> decided, ChannelFilters filters) {
    return events
        .readIds(decided.stream().map(Change::eventId).distinct().toList())
        .map(FanOut::byId)
        .chain(
            byId ->
                Multi.createFrom()
                    .iterable(decided)
                    .onItem()
                    .transformToUniAndConcatenate(
                        change -> add(transaction, change, byId.get(change.eventId()), filters))
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  private static Map<String, StoredEvent> byId(List<StoredEvent> events) {
    Map<String, StoredEvent> byId = new HashMap<>();
    events.forEach(event -> byId.put(event.idea().id(), event));
    return byId;
  }

  /** Nobody is told of an event that was deleted. */
  private Uni<Void> add(
      SqlConnection transaction,
      Change change,
      @Nullable StoredEvent event,
      ChannelFilters filters) {
    if (event == null) {
      return Uni.createFrom().voidItem();
    }
    return decision(transaction, change)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : add(transaction, event, found.get(), filters));
  }

  private Uni<Optional<Decision>> decision(SqlConnection transaction, Change change) {
    return thresholds
        .decisions(transaction, change.eventId())
        .map(
            all ->
                all.stream()
                    .filter(one -> one.key().equals(change.key()))
                    .filter(one -> one.outcome().name().equals(change.outcome()))
                    .findFirst());
  }

  private Uni<Void> add(
      SqlConnection transaction, StoredEvent event, Decision decision, ChannelFilters filters) {
    return Multi.createFrom()
        .iterable(filters.of(event, decision))
        .onItem()
        .transformToUniAndConcatenate(channel -> add(transaction, event, decision, channel))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Boolean> add(
      SqlConnection transaction, StoredEvent event, Decision decision, Channel channel) {
    Instant now = clock.instant();
    boolean digested = !channel.pace().digest().isZero();
    Outbox.Start start =
        channel.isMuted(now)
            ? Outbox.Start.MUTED
            : digested ? Outbox.Start.HELD : Outbox.Start.PENDING;
    @Nullable Instant due =
        start == Outbox.Start.HELD ? intervalEnd(now, channel.pace().digest()) : null;
    return outbox.add(transaction, texts.of(event, decision, channel.name()), start, due);
  }

  /** Intervals are counted from 1970, so that all replicas have the same. */
  static Instant intervalEnd(Instant now, Duration interval) {
    long micros = interval.toNanos() / 1_000;
    long past = Math.floorDiv(now.toEpochMilli() * 1_000, micros);
    return Instant.EPOCH.plusNanos((past + 1) * micros * 1_000);
  }
}
