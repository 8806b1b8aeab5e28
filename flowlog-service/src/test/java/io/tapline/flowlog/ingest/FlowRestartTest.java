package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceEncoding.Kind;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.store.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker dies after any checkpoint, the next goes on from what is durable: the same log. */
class FlowRestartTest {
  private static final End CLIENT = new End(1, 40_000);
  private static final End SERVER = new End(2, 443);
  private static final int DONE = Frames.SYN | Frames.ACK | Frames.FIN;

  /** Data before its template, then the template, more data, and a gap in the sequence. */
  private static final byte[][] FRAMES = {
    Exports.flow(0, CLIENT, SERVER, DONE),
    Exports.template(1),
    Exports.flow(2, SERVER, CLIENT, DONE),
    Exports.flow(9, new End(3, 50_000), SERVER, Frames.SYN),
    Exports.flow(10, SERVER, new End(3, 50_000), Frames.SYN | Frames.ACK),
  };

  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final IngestHarness harness = new IngestHarness(database);

  @Test
  void a_death_between_data_template_and_data_changes_nothing() throws Exception {
    for (int death = 0; death < FRAMES.length; death++) {
      try (SourceAssembly before = assembly("dies-" + death)) {
        before.consume(Exports.block(0, List.of(FRAMES).subList(0, death).toArray(byte[][]::new)));
        commit(before, false);
        before.consume(Exports.block(death, FRAMES[death])); // is forgotten, and sent again
      }
      try (SourceAssembly after = assembly("dies-" + death)) {
        assertThat(after.nextPosition()).isEqualTo(death);
        after.consume(Exports.block(0, FRAMES));
        after.finish(FRAMES.length);
        commit(after, true);
        assertThat(after.account().flowRecords()).isEqualTo(4);
      }
    }

    assertThat(harness.rows().stream().map(FlowRestartTest::exported).distinct()).hasSize(2);
    assertThat(harness.rows()).hasSize(2 * FRAMES.length);
    assertThat(database.number("SELECT count(*) FROM flowlog.loss WHERE hop = 'flowlog.export'"))
        .isEqualTo(FRAMES.length);
  }

  @Test
  void a_gap_that_is_told_at_the_end_is_told_alike_after_a_death() throws Exception {
    byte[][] frames = List.of(FRAMES).subList(0, 4).toArray(byte[][]::new);
    try (SourceAssembly whole = assembly("lives")) {
      whole.consume(Exports.block(0, frames));
      whole.finish(frames.length);
      commit(whole, true);
    }
    try (SourceAssembly before = assembly("dies")) {
      before.consume(Exports.block(0, frames));
      commit(before, false);
    }
    try (SourceAssembly after = assembly("dies")) {
      after.finish(frames.length);
      commit(after, true);
    }

    assertThat(
            database.number(
                "SELECT count(*) FROM flowlog.loss WHERE hop = 'flowlog.export' AND before_position"
                    + " = 4"))
        .isEqualTo(2);
  }

  /** The second flow comes with its last fragment first, and one twice. */
  @Test
  void a_death_between_fragments_changes_nothing() throws Exception {
    byte[][] template = Exports.fragments(FRAMES[1], 1, 24);
    byte[][] flow = Exports.fragments(Exports.flow(2, CLIENT, SERVER, DONE), 2, 8, 40);
    byte[][] frames = {
      template[0], template[1], flow[2], flow[0], flow[0], flow[1], flow[2],
    };
    for (int death = 0; death < frames.length; death++) {
      try (SourceAssembly before = assembly("dies-" + death)) {
        before.consume(Exports.block(0, List.of(frames).subList(0, death).toArray(byte[][]::new)));
        commit(before, false);
      }
      try (SourceAssembly after = assembly("dies-" + death)) {
        after.consume(Exports.block(0, frames));
        after.finish(frames.length);
        commit(after, true);
        assertThat(after.account().flowRecords()).isEqualTo(1);
        assertThat(after.account().outcomes())
            .containsOnly(entry("decoded", 2L), entry("reassembled", 3L), entry("duplicate", 2L));
        assertThat(after.account().counters()).containsEntry("reassembled_datagrams", 2L);
      }
    }
    assertThat(harness.rows().stream().map(FlowRestartTest::exported).distinct()).hasSize(1);
    assertThat(harness.rows()).hasSize(frames.length);
  }

  @Test
  void fragments_whose_datagram_never_comes_whole_keep_an_outcome_of_their_own() {
    byte[][] flow = Exports.fragments(Exports.flow(2, CLIENT, SERVER, DONE), 2, 8, 40);
    try (SourceAssembly assembly = assembly("lossy")) {
      assembly.consume(Exports.block(0, flow[0], flow[2]));
      assembly.finish(2);

      assertThat(assembly.account().outcomes()).containsOnly(entry("waiting_for_fragments", 2L));
      assertThat(assembly.account().counters()).containsEntry("incomplete_datagrams", 1L);
    }
  }

  private static List<Object> exported(Row row) {
    return List.of(
        row.clientPort(),
        row.firstFrame(),
        row.clientBytes(),
        row.serverBytes(),
        row.startNanos(),
        row.closeReason());
  }

  private SourceAssembly assembly(String source) {
    return harness.assembly(source, SourceEncoding.of(Kind.FLOW_EXPORT), 1000);
  }

  private void commit(SourceAssembly assembly, boolean finished) {
    harness.commit(assembly, finished);
  }
}
