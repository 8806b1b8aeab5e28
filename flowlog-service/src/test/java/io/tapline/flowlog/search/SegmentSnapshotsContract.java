package io.tapline.flowlog.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentRows;
import io.tapline.flowlog.store.AskedSources;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.OpenParts;
import io.tapline.flowlog.store.SegmentQuestion;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshots;
import io.tapline.flowlog.store.StillWanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What everything that questions are asked of keeps to: the registry, and the fake of its tests.
 */
abstract class SegmentSnapshotsContract {
  private static final long SECOND = 1_000_000_000L;
  private static final int ROWS = 20;
  private final Random random = new Random(17);
  private final List<List<Row>> segments = new ArrayList<>();

  /** What is asked. */
  abstract SegmentSnapshots snapshots();

  /** Writes a segment. */
  abstract void add(List<Row> rows) throws Exception;

  abstract DuckDb duckDb();

  /** Three segments, ten seconds apart; a connection of the first one lasts for decades. */
  @BeforeEach
  void fill() throws Exception {
    for (int i = 0; i < 3; i++) {
      segments.add(new ArrayList<>());
      while (segments.get(i).size() < ROWS) {
        addRow(i, false);
      }
    }
    while (segments.getFirst().size() == ROWS) {
      addRow(0, true);
    }
    for (List<Row> rows : segments) {
      add(rows);
    }
  }

  private void addRow(int segment, boolean lasting) {
    Row row = Row.random(random, segments.stream().mapToLong(List::size).sum());
    if (row.endNanos() - row.startNanos() > SECOND == lasting) {
      segments.get(segment).add(row.later(segment * 10L * SECOND));
    }
  }

  private static SegmentQuestion question(
      long fromSecond, long toSecond, boolean started, List<Predicate<byte[]>> cases) {
    return new SegmentQuestion(
        Row.T0 + fromSecond * SECOND,
        Row.T0 + toSecond * SECOND,
        started,
        cases,
        Intent.SUMS,
        AskedSources.ALL);
  }

  private SegmentSnapshot ask(SegmentQuestion question) {
    return snapshots().open(question, StillWanted.ALWAYS);
  }

  private SegmentSnapshot ask(List<Predicate<byte[]>> cases) {
    return ask(question(0, 30, true, cases));
  }

  private List<Row> rows(SegmentSnapshot snapshot) throws Exception {
    try (OpenParts open = snapshot.open(snapshot.parts(), StillWanted.ALWAYS)) {
      return LogHarness.sorted(SegmentRows.readHolding(duckDb(), open.paths()));
    }
  }

  private List<Row> written(int... numbers) {
    List<Row> rows = new ArrayList<>();
    for (int number : numbers) {
      rows.addAll(segments.get(number));
    }
    return LogHarness.sorted(rows);
  }

  @Test
  void the_parts_hold_every_row_once_with_what_the_snapshot_says_of_them() throws Exception {
    try (SegmentSnapshot snapshot = ask(List.of())) {
      assertThat(rows(snapshot)).isEqualTo(written(0, 1, 2));
      assertThat(snapshot.matchedSegments()).isEqualTo(3);
      assertThat(snapshot.parts())
          .extracting(SegmentSnapshot.Part::rows)
          .containsExactlyInAnyOrder(ROWS + 1L, (long) ROWS, (long) ROWS);
    }
  }

  @Test
  void a_question_about_starts_gets_the_segments_with_starts_in_the_interval() throws Exception {
    try (SegmentSnapshot snapshot = ask(question(10, 12, true, List.of()))) {
      assertThat(rows(snapshot)).isEqualTo(written(1));
      assertThat(snapshot.matchedSegments()).isEqualTo(1);
    }
  }

  @Test
  void a_connection_that_lasts_is_active_in_a_later_interval() throws Exception {
    try (SegmentSnapshot snapshot = ask(question(10, 12, false, List.of()))) {
      assertThat(rows(snapshot)).isEqualTo(written(0, 1));
    }
  }

  @Test
  void the_end_of_an_interval_is_not_in_it() {
    long earliest = segments.getFirst().stream().mapToLong(Row::startNanos).min().orElseThrow();
    try (SegmentSnapshot before = ask(SegmentQuestion.over(Long.MIN_VALUE, earliest));
        SegmentSnapshot with = ask(SegmentQuestion.over(Long.MIN_VALUE, earliest + 1))) {
      assertThat(before.parts()).isEmpty();
      assertThat(before.matchedSegments()).isZero();
      assertThat(with.parts()).hasSize(1);
    }
  }

  @Test
  void segments_whose_filter_rules_out_every_case_are_pruned_and_counted() {
    try (SegmentSnapshot snapshot = ask(List.of(filter -> false))) {
      assertThat(snapshot.parts()).isEmpty();
      assertThat(snapshot.matchedSegments()).isEqualTo(3);
    }
  }

  @Test
  void a_part_says_which_cases_it_can_hold() {
    try (SegmentSnapshot snapshot = ask(List.of(filter -> false, filter -> filter.length > 0))) {
      assertThat(snapshot.parts()).hasSize(3).allMatch(part -> !part.mayHold(0) && part.mayHold(1));
    }
  }

  @Test
  void parts_open_one_by_one_and_more_than_once() throws Exception {
    try (SegmentSnapshot snapshot = ask(List.of())) {
      for (SegmentSnapshot.Part part : snapshot.parts()) {
        for (int time = 0; time < 2; time++) {
          try (OpenParts open = snapshot.open(List.of(part), StillWanted.ALWAYS)) {
            assertThat(SegmentRows.readHolding(duckDb(), open.paths())).hasSize((int) part.rows());
          }
        }
      }
    }
  }

  @Test
  void a_source_has_the_name_of_its_sensor_and_its_own() {
    assertThat(snapshots().sourceNames()).isNotEmpty();
    assertThat(snapshots().sourceNames().values()).allMatch(name -> name.matches("[^/]+/[^/]+"));
  }
}
