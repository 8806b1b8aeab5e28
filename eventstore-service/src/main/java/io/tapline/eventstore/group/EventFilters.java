package io.tapline.eventstore.group;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import io.tapline.eventstore.query.EventMatcher;
import io.tapline.eventstore.query.EventMatcher.Candidate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The filters of a group that are in force, tried by name. An address matches when all of it lies
 * within the one of the rule: a range is not kept out for a part of it.
 */
public final class EventFilters {
  private final List<Compiled> filters;

  /** A filter, ready to be asked. */
  private record Compiled(String name, EventMatcher matcher) {}

  /**
   * @param inForce see {@link ReportFilter#inForce}
   */
  public EventFilters(Collection<ReportFilter> inForce) {
    this.filters =
        inForce.stream()
            .sorted(Comparator.comparing(ReportFilter::name))
            .map(one -> new Compiled(one.name(), EventMatcher.within(one.rule().query())))
            .toList();
  }

  /**
   * What filters leave of an event.
   *
   * @param sources that no filter matches
   * @param firstHit the first filter that matched the event; it kept all of it out where no source
   *     is left
   */
  public record Passed(List<AddressRange> sources, Optional<String> firstHit) {}

  /**
   * Looks at the event with these sources, and where a filter matches and there are several, at
   * each source alone.
   */
  public Passed pass(Candidate event, List<AddressRange> sources) {
    Optional<String> hit = first(event, sources);
    return hit.isEmpty() ? new Passed(sources, hit) : new Passed(each(event, sources), hit);
  }

  private List<AddressRange> each(Candidate event, List<AddressRange> sources) {
    return sources.size() == 1
        ? List.of()
        : sources.stream().filter(source -> first(event, List.of(source)).isEmpty()).toList();
  }

  private Optional<String> first(Candidate event, List<AddressRange> sources) {
    Candidate narrowed = withSources(event, sources);
    return filters.stream()
        .filter(filter -> filter.matcher().matches(narrowed))
        .map(Compiled::name)
        .findFirst();
  }

  private static Candidate withSources(Candidate event, List<AddressRange> sources) {
    IdeaMessage idea = event.idea();
    Side side = new Side(sources, idea.source().ports(), idea.source().types());
    return new Candidate(
        withSource(idea, side), event.storageTime(), event.outcome(), event.state());
  }

  private static IdeaMessage withSource(IdeaMessage idea, Side source) {
    return new IdeaMessage(
        idea.id(),
        idea.detectTime(),
        idea.categories(),
        idea.description(),
        source,
        idea.target(),
        idea.protocols(),
        idea.detectors(),
        idea.eventClass(),
        idea.severity(),
        idea.resolvedAbuses(),
        idea.inspectionErrors(),
        idea.storageTime(),
        idea.json());
  }
}
