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
      addresses.add(0, 0xFFFF_0000_0000L + i);
      addresses.add(0, 0xFFFF_0000_0000L + i);
    }
    byte[] filter = AddressFilter.of(addresses);
    assertThat(addresses.size()).isEqualTo(count);
    assertThat(filter.length).isLessThanOrEqualTo(65 + count * 10 / 8);
    for (int i = 0; i < count; i++) {
      assertThat(AddressFilter.mayContain(filter, 0, 0xFFFF_0000_0000L + i)).isTrue();
    }
    assertThat(falsePositives(filter, 100_000)).isLessThan(1_800);
  }

  private static int falsePositives(byte[] filter, int questions) {
    Random random = new Random(5);
    int found = 0;
    for (int i = 0; i < questions; i++) {
      found += AddressFilter.mayContain(filter, random.nextLong() | 1, random.nextLong()) ? 1 : 0;
    }
    return found;
  }

  @Test
  void a_segment_without_addresses_contains_none() {
    assertThat(AddressFilter.mayContain(AddressFilter.of(new AddressSet()), 1, 2)).isFalse();
  }

  @Test
  void an_unknown_format_prunes_nothing() {
    assertThat(AddressFilter.mayContain(new byte[0], 1, 2)).isTrue();
    assertThat(AddressFilter.mayContain(new byte[] {2}, 1, 2)).isTrue();
    assertThat(AddressFilter.mayContain(new byte[40], 1, 2)).isTrue();
    byte[] newer = new byte[65];
    newer[0] = 2;
    assertThat(AddressFilter.mayContain(newer, 1, 2)).isTrue();
  }

  @Test
  void a_set_forgets_what_was_cleared() {
    AddressSet addresses = new AddressSet();
    for (int i = 0; i < 5000; i++) {
      addresses.add(i, i);
    }
    addresses.clear();
    assertThat(addresses.size()).isZero();
    addresses.add(1, 2);
    addresses.clear();
    addresses.add(1, 2);
    assertThat(addresses.size()).isEqualTo(1);
  }
}
