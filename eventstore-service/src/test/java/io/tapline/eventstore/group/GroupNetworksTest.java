package io.tapline.eventstore.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.group.GroupNetworks.Network;
import io.tapline.eventstore.idea.AddressRange;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GroupNetworksTest {
  private static final GroupNetworks NETWORKS =
      new GroupNetworks(
          List.of(
              network("big", "10.0.0.0/8"),
              network("small", "10.1.0.0/16"),
              network("range", "10.1.2.5-10.1.2.20"),
              network("host", "10.1.2.9"),
              network("six", "2001:db8::/32"),
              network("six-small", "2001:db8:1::/48")));

  private static Network network(String group, String range) {
    return new Network(group, AddressRange.parse(range));
  }

  private static String group(String address) {
    return NETWORKS.resolve(AddressRange.parse(address)).map(Network::group).orElse("");
  }

  @Test
  void the_smallest_network_that_contains_all_of_an_address_decides() {
    assertThat(group("10.9.0.1")).isEqualTo("big");
    assertThat(group("10.1.0.1")).isEqualTo("small");
    assertThat(group("10.1.2.5")).isEqualTo("range");
    assertThat(group("10.1.2.9")).isEqualTo("host");
    assertThat(group("10.1.2.8-10.1.2.10")).isEqualTo("range");
    assertThat(group("10.1.2.0/24")).isEqualTo("small");
    assertThat(group("10.0.0.0/7")).isEmpty();
    assertThat(group("192.0.2.1")).isEmpty();
    assertThat(group("2001:db8::1")).isEqualTo("six");
    assertThat(group("2001:db8:1::1")).isEqualTo("six-small");
    assertThat(group("::10.1.2.9")).isEmpty();
  }

  @Property(tries = 300)
  void what_is_relevant_to_a_group_decides_about_its_addresses_as_everything_does(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 255) Integer> starts,
      @ForAll @IntRange(min = 0, max = 255) int address) {
    List<Network> networks =
        starts.stream()
            .map(start -> network("g" + start % 3, range(start, 24 + start % 9)))
            .toList();
    GroupNetworks all = new GroupNetworks(networks);
    AddressRange asked = AddressRange.parse("10.0.0." + address);
    for (String group : List.of("g0", "g1", "g2")) {
      assertThat(all.relevantTo(group).belongsTo(group, asked))
          .isEqualTo(all.belongsTo(group, asked));
    }
  }

  private static String range(int start, int length) {
    return "10.0.0.%d/%d".formatted(start, length);
  }
}
