package io.tapline.eventstore.group;

import io.tapline.eventstore.idea.AddressRange;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which group an address belongs to: the one with the smallest network that contains it. */
public final class GroupNetworks {
  private static final Comparator<Network> SMALLEST_FIRST =
      Comparator.comparing((Network network) -> size(network.range()))
          .thenComparing(network -> network.range().canonical());

  /** A network and whose it is. */
  public record Network(String group, AddressRange range) {}

  /** Nobody has any. */
  public static final GroupNetworks NONE = new GroupNetworks(List.of());

  private final List<Network> networks;

  public GroupNetworks(Collection<Network> networks) {
    this.networks = networks.stream().sorted(SMALLEST_FIRST).toList();
  }

  private static BigInteger size(AddressRange range) {
    return new BigInteger(1, range.high().getAddress())
        .subtract(new BigInteger(1, range.low().getAddress()));
  }

  /** A range that lies in no network as a whole belongs to none. */
  public Optional<Network> resolve(AddressRange address) {
    return networks.stream().filter(network -> network.range().contains(address)).findFirst();
  }

  public boolean belongsTo(String group, AddressRange address) {
    return resolve(address).map(network -> network.group().equals(group)).orElse(false);
  }

  /** Those that decide about addresses in the networks of a group. */
  public GroupNetworks relevantTo(String group) {
    return relevantTo(Set.of(group));
  }

  /** Those that decide about addresses in the networks of some groups. */
  public GroupNetworks relevantTo(Set<String> groups) {
    List<Network> own = networks.stream().filter(one -> groups.contains(one.group())).toList();
    return new GroupNetworks(
        networks.stream()
            .filter(one -> own.stream().anyMatch(net -> net.range().contains(one.range())))
            .toList());
  }
}
