package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
  private final Entries entries = new Entries(TableBudget.unlimited().share());
  private final KeyIndex index = new KeyIndex(entries);
  private final ConnectionKey key = new ConnectionKey();
  private final Map<Long, Integer> model = new HashMap<>();

  @Test
  void it_finds_what_a_map_finds_through_growth_and_removal() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400_000; i++) {
      long number = random.nextLong(60_000);
      if (find(number) == Entries.NONE) {
        insert(number);
      } else if (random.nextInt(3) == 0) {
        remove(number);
      }
    }
    for (long number = 0; number < 60_000; number++) {
      assertThat(find(number)).isEqualTo(model.getOrDefault(number, Entries.NONE));
    }
    assertThat(entries.count()).isEqualTo(model.size());
  }

  @Test
  void the_same_addresses_with_another_port_or_half_are_another_key() {
    insert(1);
    key.set(0, 1, 0, 2, 8);
    assertThat(index.find(key, key.hash())).isEqualTo(Entries.NONE);
    key.set(1, 1, 0, 2, 7);
    assertThat(index.find(key, key.hash())).isEqualTo(Entries.NONE);
  }

  private int find(long number) {
    key.set(0, number, 0, 2, 7);
    return index.find(key, key.hash());
  }

  private void insert(long number) {
    key.set(0, number, 0, 2, 7);
    int entry = entries.allocate();
    EntryUpdate.begin(entries.chunk(entry), entries.base(entry), key, 0, 0, 0);
    index.insert(entry, key.hash());
    model.put(number, entry);
  }

  private void remove(long number) {
    int entry = find(number);
    assertThat(entry).isEqualTo(model.remove(number));
    index.remove(entry);
    entries.release(entry);
  }
}
