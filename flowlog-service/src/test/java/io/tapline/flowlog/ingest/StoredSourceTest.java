package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceEncoding.Kind;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Golden;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a version of the program stored of a source of flow exports is what every later one goes on
 * from: a template, data that waits for one, a gap in the sequence, and a datagram of which a
 * fragment is missing. Version 1 of {@link SourceState} is the oldest and the newest; what was
 * stored before it, the bare state of a table, is read, too.
 */
class StoredSourceTest {
  private static final Golden STATE =
      Golden.beside(StoredSourceTest.class, "flow-export-source-1-5.txt");

  /** With a table of version 4. */
  private static final Golden EARLIER =
      Golden.beside(StoredSourceTest.class, "flow-export-source-1.txt");

  private static final SourceEncoding EXPORTS = SourceEncoding.of(Kind.FLOW_EXPORT);
  private static final End CLIENT = new End(1, 40_000);
  private static final End SERVER = new End(2, 443);

  private static final byte[][] CUT =
      Exports.fragments(Exports.flow(5, SERVER, CLIENT, Frames.ACK), 9, 40);

  private static final byte[][] BEFORE = {
    Exports.template(0),
    Exports.flow(1, CLIENT, SERVER, Frames.SYN),
    Exports.flow(4, new End(3, 50_000), SERVER, Frames.SYN),
    Exports.from(210, Exports.flow(0, new End(4, 50_000), SERVER, Frames.SYN)),
    CUT[0],
  };

  private static final byte[][] AFTER = {
    CUT[1],
    Exports.from(210, Exports.template(1)),
    Exports.flow(6, SERVER, new End(3, 50_000), Frames.SYN | Frames.ACK),
  };

  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final IngestHarness harness = new IngestHarness(database);

  /** The first half, committed. */
  private Checkpoint stored() {
    try (SourceAssembly assembly = harness.assembly("routers", EXPORTS, 1000)) {
      assembly.consume(Exports.block(0, BEFORE));
      Checkpoint checkpoint = IngestHarness.checkpoint(assembly, false);
      var _ = harness.store.commit(checkpoint);
      return checkpoint;
    }
  }

  private static String text(Checkpoint checkpoint) {
    HexFormat hex = HexFormat.of();
    return "state %s\nopen %s\n"
        .formatted(
            hex.formatHex(checkpoint.state()),
            hex.formatHex(checkpoint.open().getFirst().state().joined()));
  }

  /** The second half, by a worker that finds what is in the database. */
  private String goOn() throws Exception {
    try (SourceAssembly assembly = harness.assembly("routers", EXPORTS, 1000)) {
      assembly.consume(Exports.block(BEFORE.length, AFTER));
      assembly.finish(BEFORE.length + AFTER.length);
      harness.commit(assembly, true);
      return harness.rows().stream()
              .map(StoredSourceTest::connection)
              .sorted()
              .collect(Collectors.joining("\n", "", "\n"))
          + "records "
          + assembly.account().flowRecords()
          + "\n";
    }
  }

  private static String connection(Row row) {
    return "connection %d %d %d/%d %d/%d %s"
        .formatted(
            row.clientPort(),
            row.serverPort(),
            row.clientPackets(),
            row.clientBytes(),
            row.serverPackets(),
            row.serverBytes(),
            row.connState());
  }

  @Test
  void what_is_stored_is_what_this_version_has_always_stored() throws Exception {
    STATE.compare(text(stored()) + goOn());
  }

  @Test
  void what_was_stored_goes_on() throws Exception {
    goesOn(STATE);
  }

  @Test
  void what_an_earlier_version_stored_goes_on() throws Exception {
    goesOn(EARLIER);
  }

  private void goesOn(Golden stored) throws Exception {
    Checkpoint _ = stored();
    List<String> golden = stored.text().lines().toList();
    replace("source_state", golden.get(0).substring("state ".length()));
    replace("open_state", golden.get(1).substring("open ".length()));
    assertThat(goOn().lines()).containsExactlyElementsOf(golden.subList(2, golden.size()));
    assertThat(golden).hasSize(2 + 4).contains("records 5");
    assertThat(database.number("SELECT count(*) FROM flowlog.loss WHERE hop = 'flowlog.export'"))
        .isPositive();
  }

  private static void replace(String table, String hex) {
    database.execute("UPDATE flowlog.%s SET state = decode('%s', 'hex')".formatted(table, hex));
  }

  @Test
  void versions_before_the_first_and_after_the_newest_are_refused_by_number() {
    for (int version : new int[] {0, 99}) {
      byte[] state = stored().state().clone();
      state[Integer.BYTES] = (byte) version;
      assertThatThrownBy(() -> SourceState.read(state))
          .isInstanceOfSatisfying(
              Refusal.class,
              refused -> assertThat(refused.reason()).isEqualTo(Reason.STATE_CORRUPT))
          .hasMessageContaining("its version is " + version);
    }
  }
}
