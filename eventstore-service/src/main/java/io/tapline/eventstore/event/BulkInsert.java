package io.tapline.eventstore.event;

import static io.tapline.eventstore.Reason.STORE_UNAVAILABLE;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreFailures;
import io.tapline.eventstore.event.EventStore.Inserted;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.rpc.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many messages: each of them is stored, was stored, or is refused with its reason. They go
 * to the database in chunks, each chunk decided and stored in one transaction. When a chunk fails
 * for another reason than a database that is away, its messages are inserted one by one, so that
 * one that cannot be stored does not hinder the others.
 */
public final class BulkInsert {
  /** Messages of one transaction. */
  static final int CHUNK = 250;

  private final IdeaParser parser;
  private final EventStore store;

  public BulkInsert(IdeaParser parser, EventStore store) {
    this.parser = parser;
    this.store = store;
  }

  /**
   * What became of one message: one of the two is there.
   *
   * @param id empty when the message could not be read
   */
  public record Result(String id, @Nullable Inserted inserted, @Nullable Refusal refusal) {}

  /** Fails only when the database is away; what was stored until then stays. */
  public Uni<List<Result>> insert(List<String> messages) {
    List<Object> parsed = messages.stream().map(this::parse).toList();
    return Multi.createFrom()
        .iterable(chunks(distinct(parsed)))
        .onItem()
        .transformToUniAndConcatenate(this::insertChunk)
        .collect()
        .in(() -> new HashMap<String, Result>(), Map::putAll)
        .map(byId -> results(parsed, byId));
  }

  /** The message, or why it is refused. */
  private Object parse(String json) {
    try {
      return parser.parse(json);
    } catch (Refusal refusal) {
      return refusal;
    }
  }

  private static List<IdeaMessage> distinct(List<Object> parsed) {
    Map<String, IdeaMessage> byId = new LinkedHashMap<>();
    for (Object one : parsed) {
      if (one instanceof IdeaMessage idea) {
        byId.putIfAbsent(idea.id(), idea);
      }
    }
    return List.copyOf(byId.values());
  }

  private static List<List<IdeaMessage>> chunks(List<IdeaMessage> messages) {
    List<List<IdeaMessage>> chunks = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += CHUNK) {
      chunks.add(messages.subList(from, Math.min(from + CHUNK, messages.size())));
    }
    return chunks;
  }

  private Uni<Map<String, Result>> insertChunk(List<IdeaMessage> chunk) {
    return store
        .insertNew(chunk)
        .chain(stored -> withKnown(chunk, stored))
        .onFailure(failure -> !isAway(failure))
        .recoverWithUni(() -> insertOneByOne(chunk));
  }

  private Uni<Map<String, Result>> withKnown(
      List<IdeaMessage> chunk, Map<String, StoredEvent> stored) {
    List<IdeaMessage> known =
        chunk.stream().filter(idea -> !stored.containsKey(idea.id())).toList();
    return store
        .readIds(known.stream().map(IdeaMessage::id).toList())
        .map(
            found -> {
              Map<String, Result> results = new HashMap<>();
              stored.values().forEach(event -> put(results, new Inserted(event, false)));
              found.forEach(event -> put(results, new Inserted(event, true)));
              return results;
            })
        .call(results -> insertVanished(known, results));
  }

  private static void put(Map<String, Result> results, Inserted inserted) {
    String id = inserted.event().idea().id();
    results.put(id, new Result(id, inserted, null));
  }

  /** One that was known and is deleted by now is stored. */
  private Uni<Map<String, Result>> insertVanished(
      List<IdeaMessage> known, Map<String, Result> results) {
    return insertOneByOne(known.stream().filter(idea -> !results.containsKey(idea.id())).toList())
        .invoke(results::putAll);
  }

  private Uni<Map<String, Result>> insertOneByOne(List<IdeaMessage> messages) {
    return Multi.createFrom()
        .iterable(messages)
        .onItem()
        .transformToUniAndConcatenate(this::insertOne)
        .collect()
        .asMap(Result::id);
  }

  private Uni<Result> insertOne(IdeaMessage idea) {
    return store
        .insert(idea)
        .map(inserted -> new Result(idea.id(), inserted, null))
        .onFailure(failure -> !isAway(failure))
        .recoverWithItem(failure -> new Result(idea.id(), null, refusal(failure)));
  }

  private static boolean isAway(Throwable failure) {
    return StoreFailures.explain(failure) instanceof Refusal refusal
        && refusal.reason() == STORE_UNAVAILABLE;
  }

  private static Refusal refusal(Throwable failure) {
    return StoreFailures.explain(failure) instanceof Refusal refusal
        ? refusal
        : new Refusal(Reason.INTERNAL, "The event could not be stored.", failure);
  }

  private static List<Result> results(List<Object> parsed, Map<String, Result> byId) {
    List<Result> results = new ArrayList<>(parsed.size());
    for (Object one : parsed) {
      results.add(
          switch (one) {
            case IdeaMessage idea -> result(idea, byId);
            case Refusal refusal -> new Result("", null, refusal);
            default -> throw new AssertionError(one);
          });
    }
    return results;
  }

  /** A second message of an id gets what a second insert would; which is first, identity tells. */
  @SuppressWarnings("ReferenceEquality")
  private static Result result(IdeaMessage idea, Map<String, Result> byId) {
    Result first = Objects.requireNonNull(byId.get(idea.id()), "every id has a result");
    if (first.inserted() == null) {
      return first;
    }
    StoredEvent event = first.inserted().event();
    if (!event.idea().json().equals(idea.json())) {
      return new Result(idea.id(), null, EventStore.conflict(idea.id()));
    }
    boolean stored = event.idea() == idea && !first.inserted().alreadyStored();
    return new Result(idea.id(), new Inserted(event, !stored), null);
  }
}
