package io.tapline.eventstore.watch;

import static io.tapline.eventstore.Reason.RESUME_TOKEN_EXPIRED;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.action.ActionStore;
import io.tapline.eventstore.action.EventAction;
import io.tapline.eventstore.change.Change;
import io.tapline.eventstore.change.ChangeLog;
import io.tapline.eventstore.change.ChangePosition;
import io.tapline.eventstore.event.EventReader;
import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.query.EventMatcher;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one watcher is sent, part after part. The next part is read when it is asked for, so a
 * watcher that is slow holds no more than one in memory. Calls block; for one thread.
 */
final class EventFeed {
  /** Changes of a part: with the largest messages, 20 MiB. */
  static final int PART = 20;

  private final Sources sources;
  private final EventMatcher matcher;
  private final boolean actions;
  private ChangePosition position;

  /** Where feeds read. */
  record Sources(Pool pool, ChangeLog changes, EventReader events, ActionStore actions) {}

  /**
   * @param actions whether actions of people are wanted
   */
  EventFeed(Sources sources, EventQuery query, boolean actions, ChangePosition position) {
    this.sources = sources;
    this.matcher = new EventMatcher(query);
    this.actions = actions;
    this.position = position;
  }

  /**
   * A part of what happened.
   *
   * @param end behind everything of it
   * @param full whether there may be more at once
   */
  record Part(List<Watched> changes, ChangePosition end, boolean full) {}

  /**
   * What happened since the part before.
   *
   * @throws Refusal RESUME_TOKEN_EXPIRED, INVALID_RESUME_TOKEN for a token of another database
   */
  Uni<Part> next() {
    return sources
        .changes()
        .read(sources.pool(), position, PART)
        .invoke(EventFeed::check)
        .chain(this::part)
        .invoke(part -> position = part.end());
  }

  private static void check(ChangeLog.Part part) {
    if (part.ahead()) {
      throw ResumeToken.invalid();
    }
    if (!part.complete()) {
      throw Refusal.ofField(
          RESUME_TOKEN_EXPIRED, "resume_token", "What came next has left the history.");
    }
  }

  private Uni<Part> part(ChangeLog.Part read) {
    List<Change> wanted =
        read.changes().stream()
            .filter(change -> actions || change.kind() != Change.Kind.ACTED)
            .toList();
    boolean full = read.changes().size() == PART;
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(new Part(List.of(), read.end(), full));
    }
    return sources
        .events()
        .readIds(wanted.stream().map(Change::eventId).distinct().toList())
        .chain(
            events ->
                actionsOf(wanted)
                    .map(done -> new Part(matching(wanted, events, done), read.end(), full)));
  }

  private Uni<Map<Long, EventAction>> actionsOf(List<Change> changes) {
    List<Long> ids = changes.stream().map(Change::actionId).filter(id -> id != 0).toList();
    return ids.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : sources
            .actions()
            .read(ids)
            .map(
                all ->
                    all.stream().collect(Collectors.toMap(EventAction::id, Function.identity())));
  }

  private List<Watched> matching(
      List<Change> changes, List<StoredEvent> events, Map<Long, EventAction> done) {
    Map<String, StoredEvent> byId =
        events.stream().collect(Collectors.toMap(event -> event.idea().id(), Function.identity()));
    return changes.stream()
        .map(change -> watched(change, byId.get(change.eventId()), done.get(change.actionId())))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Null for an event that is gone, or does not match. */
  private @Nullable Watched watched(
      Change change, @Nullable StoredEvent event, @Nullable EventAction action) {
    return event != null && matcher.matches(candidate(event))
        ? new Watched(change, event, action)
        : null;
  }

  private static EventMatcher.Candidate candidate(StoredEvent event) {
    return new EventMatcher.Candidate(
        event.idea(), event.storageTime(), event.decision().outcome().name(), event.state().name());
  }
}
