package io.tapline.eventstore.group;

import io.tapline.eventstore.idea.AddressRange;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The filters of a group that are in force, tried by name. */
public final class EventFilters {
  private final List<ReportFilter> filters;

  /**
   * @param inForce see {@link ReportFilter#inForce}
   */
  public EventFilters(Collection<ReportFilter> inForce) {
    this.filters = inForce.stream().sorted(Comparator.comparing(ReportFilter::name)).toList();
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
  public Passed pass(FilterSubject event, List<AddressRange> sources) {
    Optional<String> hit = first(event.withSources(sources));
    return hit.isEmpty() ? new Passed(sources, hit) : new Passed(each(event, sources), hit);
  }

  private List<AddressRange> each(FilterSubject event, List<AddressRange> sources) {
    return sources.size() == 1
        ? List.of()
        : sources.stream()
            .filter(source -> first(event.withSources(List.of(source))).isEmpty())
            .toList();
  }

  private Optional<String> first(FilterSubject event) {
    return filters.stream()
        .filter(filter -> FilterMatch.matches(filter.rule().query(), event))
        .map(ReportFilter::name)
        .findFirst();
  }
}
