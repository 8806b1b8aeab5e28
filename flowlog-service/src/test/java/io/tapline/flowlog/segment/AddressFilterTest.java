package io.tapline.flowlog.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressFilterTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1000, 300_000})
  void what_was_added_may_be_there_and_little_else(int count) {
    AddressSet addresses = new AddressSet();
    for (int i = 0; i < count; i++) {
      addresses.add(Side.CLIENT, 0, 0xFFFF_0000_0000L + i);
      addresses.add(Side.CLIENT, 0, 0xFFFF_0000_0000L + i);
    }
    byte[] filter = AddressFilter.of(addresses);
    assertThat(addresses.size()).isEqualTo(count);
    assertThat(filter.length).isLessThanOrEqualTo(65 + count * 10 / 8);
    for (int i = 0; i < count; i++) {
      assertThat(AddressFilter.mayContain(filter, Side.CLIENT, 0, 0xFFFF_0000_0000L + i)).isTrue();
    }
    assertThat(falsePositives(filter, 100_000)).isLessThan(1_800);
  }

  @Test
  void a_client_is_not_taken_for_a_server() {
    AddressSet addresses = new AddressSet();
    addresses.add(Side.CLIENT, 1, 2);
    byte[] filter = AddressFilter.of(addresses);
    assertThat(AddressFilter.mayContain(filter, Side.CLIENT, 1, 2)).isTrue();
    assertThat(AddressFilter.mayContain(filter, Side.SERVER, 1, 2)).isFalse();
  }

  private static int falsePositives(byte[] filter, int questions) {
    Random random = new Random(5);
    int found = 0;
    for (int i = 0; i < questions; i++) {
      found +=
          AddressFilter.mayContain(filter, Side.CLIENT, random.nextLong() | 1, random.nextLong())
              ? 1
              : 0;
    }
    return found;
  }

  @Test
  void a_segment_without_addresses_contains_none() {
    assertThat(AddressFilter.mayContain(AddressFilter.of(new AddressSet()), Side.SERVER, 1, 2))
        .isFalse();
  }

  @Test
  void an_unknown_format_prunes_nothing() {
    assertThat(AddressFilter.mayContain(new byte[0], Side.SERVER, 1, 2)).isTrue();
    assertThat(AddressFilter.mayContain(new byte[] {3}, Side.SERVER, 1, 2)).isTrue();
    assertThat(AddressFilter.mayContain(new byte[40], Side.SERVER, 1, 2)).isTrue();
    byte[] older = new byte[65];
    older[0] = 1;
    assertThat(AddressFilter.mayContain(older, Side.SERVER, 1, 2)).isTrue();
  }

  @Test
  void a_set_forgets_what_was_cleared() {
    AddressSet addresses = new AddressSet();
    for (int i = 0; i < 5000; i++) {
      addresses.add(Side.CLIENT, i, i);
    }
    addresses.clear();
    assertThat(addresses.size()).isZero();
    addresses.add(Side.CLIENT, 1, 2);
    addresses.clear();
    addresses.add(Side.CLIENT, 1, 2);
    assertThat(addresses.size()).isEqualTo(1);
  }
}
