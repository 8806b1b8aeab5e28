package io.tapline.eventstore.event;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.event.EventInserter.AllInserted;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.rpc.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Inserts many messages in one transaction, all or none: one that is refused refuses them all and
 * is named by its place in the list. A message that is stored already is no error.
 */
public final class AtomicInsert {
  private static final String INDEX = "index";

  private final IdeaParser parser;
  private final EventInserter inserter;

  public AtomicInsert(IdeaParser parser, EventInserter inserter) {
    this.parser = parser;
    this.inserter = inserter;
  }

  /**
   * What became of one message.
   *
   * @param alreadyStored the same message was stored before, or is earlier in the list
   */
  public record Result(String id, Outcome outcome, boolean alreadyStored) {}

  /**
   * Stores the messages when the answer is subscribed to, which has a result for each, in their
   * order. Fails with EVENT_ID_CONFLICT when an id is stored with a message that differs in a byte.
   *
   * @throws Refusal that of a single insert, when a message cannot be read or its id is earlier in
   *     the list with another message; {@code index} is among the details of all these refusals
   */
  public Uni<List<Result>> insert(List<String> messages) {
    List<IdeaMessage> ideas =
        IntStream.range(0, messages.size()).mapToObj(i -> parse(messages.get(i), i)).toList();
    Map<String, Integer> places = places(ideas);
    return inserter
        .insertAll(places.values().stream().map(ideas::get).toList())
        .onFailure(Refusal.class)
        .transform(failure -> placed(failure, places))
        .map(inserted -> results(ideas, inserted));
  }

  private IdeaMessage parse(String json, int index) {
    try {
      return parser.parse(json);
    } catch (Refusal refusal) {
      throw at(index, refusal);
    }
  }

  /** Where each id is first. */
  private static Map<String, Integer> places(List<IdeaMessage> ideas) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < ideas.size(); i++) {
      IdeaMessage idea = ideas.get(i);
      Integer first = places.putIfAbsent(idea.id(), i);
      if (first != null && !ideas.get(first).json().equals(idea.json())) {
        throw at(i, EventStore.conflict(idea.id()));
      }
    }
    return places;
  }

  private static Refusal placed(Refusal refusal, Map<String, Integer> places) {
    Integer index = places.get(refusal.details().getOrDefault("id", ""));
    return index == null ? refusal : at(index, refusal);
  }

  private static Refusal at(int index, Refusal refusal) {
    Map<String, String> details = new HashMap<>(refusal.details());
    details.put(INDEX, Integer.toString(index));
    return new Refusal(
        refusal.reason(),
        "idea_json[%d]: %s; nothing was stored".formatted(index, refusal.sentence()),
        details,
        refusal.violations(),
        refusal);
  }

  private static List<Result> results(List<IdeaMessage> ideas, AllInserted inserted) {
    Set<String> known = new HashSet<>(inserted.before());
    List<Result> results = new ArrayList<>(ideas.size());
    for (IdeaMessage idea : ideas) {
      Outcome outcome = Objects.requireNonNull(inserted.outcomes().get(idea.id()), "all have one");
      results.add(new Result(idea.id(), outcome, !known.add(idea.id())));
    }
    return results;
  }
}
