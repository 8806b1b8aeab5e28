package io.tapline.flowlog.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.store.Coverage.Gap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Coverage and losses are those of the sources that are asked for. */
class AskedCoverageTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Gap ALL = new Gap(Long.MIN_VALUE, Long.MAX_VALUE);
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final LogHarness log = new LogHarness(database, 1 << 20);

  @BeforeEach
  void open() {
    source(1, "packets", true, 1_000, 2_000);
    source(2, "flow_export", true, 3_000, 4_000);
    loss(1, 1_500, 7);
    loss(2, 3_500, 30);
  }

  private static void source(int id, String encoding, boolean finished, long from, long to) {
    database.execute(
        """
        INSERT INTO flowlog.source (id, sensor, name, encoding, finished, frames, first_covered_time,
          last_covered_time, create_time, checkpoint_time)
        VALUES (%d, 'probe', 's%d', '%s', %b, 1, %d, %d, to_timestamp(%d), to_timestamp(%d))"""
            .formatted(id, id, encoding, finished, from * SECOND, to * SECOND, from - 10, to));
  }

  private static void loss(int source, long at, long lost) {
    database.execute(
        """
        INSERT INTO flowlog.loss (source_id, hop, lost, unit, start_time, end_time, description)
        VALUES (%d, 'hop', %d, 'frames', %d, %d, 'x')"""
            .formatted(source, lost, at * SECOND, at * SECOND));
  }

  private SegmentSnapshot ask(long from, long to, AskedSources sources) {
    return log.snapshots.open(
        new SegmentQuestion(from * SECOND, to * SECOND, false, List.of(), Intent.SUMS, sources),
        StillWanted.ALWAYS);
  }

  private List<Gap> gaps(long from, long to, AskedSources sources) {
    try (SegmentSnapshot snapshot = ask(from, to, sources)) {
      return snapshot.coverage().gaps();
    }
  }

  private long lost(AskedSources sources) {
    try (SegmentSnapshot snapshot = ask(0, 10_000, sources)) {
      assertThat(snapshot.losses().stream().mapToLong(SegmentSnapshot.LossEntry::count).sum())
          .isEqualTo(snapshot.lost().frames());
      return snapshot.lost().frames();
    }
  }

  @Test
  void all_sources_together_cover_what_one_of_them_covers() {
    assertThat(gaps(1_000, 4_000, AskedSources.ALL))
        .containsExactly(new Gap(2_000 * SECOND, 3_000 * SECOND));
  }

  @Test
  void a_question_about_one_source_is_not_covered_by_another() {
    assertThat(gaps(1_100, 1_900, AskedSources.of(Set.of(1)))).isEmpty();
    assertThat(gaps(1_100, 1_900, AskedSources.of(Set.of(2)))).containsExactly(ALL);
    assertThat(gaps(1_100, 1_900, AskedSources.of(Set.of()))).containsExactly(ALL);
  }

  @Test
  void a_question_about_an_exporter_is_not_covered_by_captured_packets() {
    assertThat(gaps(1_100, 1_900, AskedSources.FLOWS)).containsExactly(ALL);
    assertThat(gaps(3_100, 3_900, AskedSources.FLOWS)).isEmpty();
  }

  @Test
  void losses_are_those_of_the_sources_asked_for() {
    assertThat(lost(AskedSources.ALL)).isEqualTo(37);
    assertThat(lost(AskedSources.of(Set.of(1)))).isEqualTo(7);
    assertThat(lost(AskedSources.FLOWS)).isEqualTo(30);
    assertThat(lost(AskedSources.of(Set.of(3)))).isZero();
  }

  @Test
  void a_source_that_delivers_covers_its_silence() {
    source(3, "packets", false, 5_000, 6_000);
    assertThat(gaps(4_995, 9_000, AskedSources.of(Set.of(3)))).isEmpty();
  }

  @Test
  void a_source_that_was_opened_and_has_no_packet_yet_covers_the_time_since() {
    database.execute(
        "INSERT INTO flowlog.source (id, sensor, name, create_time) VALUES (4, 'probe', 'quiet',"
            + " to_timestamp(5000))");
    assertThat(gaps(5_000, 9_000, AskedSources.of(Set.of(4)))).isEmpty();
    assertThat(gaps(1_000, 2_000, AskedSources.of(Set.of(4)))).containsExactly(ALL);
  }

  @Test
  void a_file_that_is_being_read_covers_what_was_read() {
    source(5, "packets", false, 5_000, 6_000);
    database.execute("UPDATE flowlog.source SET checkpoint_time = now() WHERE id = 5");
    assertThat(gaps(7_000, 8_000, AskedSources.of(Set.of(5)))).containsExactly(ALL);
  }
}
