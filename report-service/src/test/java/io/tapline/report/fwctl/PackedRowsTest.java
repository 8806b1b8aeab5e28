package io.tapline.report.fwctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a map, with random keys of which many come again. */
class PackedRowsTest {
  private static final int VALUE = 2;

  @Test
  void rows_are_found_by_their_keys_until_they_are_taken_away() {
    Random random = new Random(1);
    PackedRows rows = new PackedRows(VALUE, VALUE + 1);
    Map<List<Long>, Long> model = new LinkedHashMap<>();
    for (long i = 1; i <= 100_000; i++) {
      long[] key = {random.nextInt(8), random.nextInt(2_000) - 1_000};
      List<Long> same = List.of(key[0], key[1]);
      int row = rows.find(key);
      assertThat(row >= 0).isEqualTo(model.containsKey(same));
      row = row >= 0 ? row : rows.add(key);
      assertThat(rows.get(row, VALUE)).isEqualTo(model.getOrDefault(same, 0L));
      rows.set(row, VALUE, i);
      model.put(same, i);
      if (i % 9_973 == 0) {
        assertThat(rows.size()).isEqualTo(model.size());
        rows.clear();
        model.clear();
      }
    }
    model.forEach(
        (key, value) -> {
          int row = rows.find(new long[] {key.get(0), key.get(1)});
          assertThat(rows.get(row, VALUE)).isEqualTo(value);
        });
  }
}
