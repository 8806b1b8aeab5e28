package io.tapline.eventstore.group;

import io.tapline.eventstore.group.GroupNetworks.Network;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.Severity;
import java.util.Map;
import java.util.Optional;

/**
 * How long groups want what they were told to stay quiet, by source.
 *
 * @param networks that decide about the sources of the groups
 * @param bySeverity of the groups whose timing differs from the standard
 */
public record GroupTimings(
    GroupNetworks networks, Map<String, Map<Severity, GroupTiming>> bySeverity) {
  /** No group differs. */
  public static final GroupTimings NONE = new GroupTimings(GroupNetworks.NONE, Map.of());

  public boolean isEmpty() {
    return bySeverity.isEmpty();
  }

  /** Empty where the standard holds. */
  public Optional<GroupTiming> of(AddressRange source, Severity severity) {
    return networks
        .resolve(source)
        .map(Network::group)
        .map(bySeverity::get)
        .map(timings -> timings.get(severity))
        .filter(GroupTiming::hasThreshold);
  }
}
