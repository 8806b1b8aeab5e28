package io.tapline.flowlog.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SpareSpaceTest {
  private static final long MIB = 1 << 20;
  private static final long LIMIT = 2 * MIB;
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong clock = new AtomicLong();
  private final SpareSpace space =
      new SpareSpace(database.log(), LIMIT, new StoreMetrics(registry), clock::get);

  @BeforeAll
  static void start() {
    database.execute(
        "ALTER TABLE flowlog.segment_bytes_fresh SET (toast.autovacuum_enabled = false)");
  }

  /** Segments of one MiB each. */
  private static void add(int segments) {
    database.execute(
        """
        WITH added AS (
          INSERT INTO flowlog.segment (open, level, format_version, min_start, max_start, max_end, row_count,
            packets, bytes, size_bytes, sha256, address_filter)
          SELECT false, 0, 1, 0, 0, 0, 1, 1, 1, 1048576, '', '' FROM generate_series(1, %d) RETURNING id)
        INSERT INTO flowlog.segment_bytes SELECT id, convert_to(repeat('x', 1048576), 'UTF8') FROM added
        """
            .formatted(segments));
  }

  private static void removeAllBut(String kept) {
    database.execute(
        "DELETE FROM flowlog.segment WHERE id NOT IN (SELECT %s(id) FROM flowlog.segment)"
            .formatted(kept));
  }

  private static long size() {
    return database.number("SELECT pg_total_relation_size('flowlog.segment_bytes_fresh')");
  }

  private double gaveBack() {
    return registry.counter("tapline.flowlog.tables.gave.back").count();
  }

  @Test
  void what_merging_emptied_goes_back_to_the_file_system() {
    add(8);
    long full = size();
    removeAllBut("min");
    space.giveBack();
    assertThat(full).isGreaterThan(8 * MIB);
    assertThat(size()).isLessThan(LIMIT);
    assertThat(gaveBack()).isEqualTo((double) (full - size()));
  }

  @Test
  void a_little_at_the_end_of_a_table_does_not_keep_it_long() {
    add(8);
    removeAllBut("max");
    space.giveBack();
    assertThat(size()).isLessThan(LIMIT);
    assertThat(database.number("SELECT sum(length(bytes)) FROM flowlog.segment_bytes"))
        .isEqualTo(MIB);
  }

  @Test
  void what_the_next_segments_will_fill_stays() {
    add(1);
    database.execute("DELETE FROM flowlog.segment");
    space.giveBack();
    assertThat(size()).isGreaterThan(MIB);
    assertThat(gaveBack()).isZero();
  }

  @Test
  void after_a_look_that_found_too_much_it_rests() {
    add(8);
    removeAllBut("min");
    space.giveBack();
    add(8);
    removeAllBut("min");
    clock.addAndGet(SpareSpace.REST.toNanos() - 1);
    space.giveBack();
    assertThat(size()).isGreaterThan(LIMIT);
    clock.incrementAndGet();
    space.giveBack();
    assertThat(size()).isLessThan(LIMIT);
  }
}
