package io.tapline.flowlog.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.PostgresCheckpointStore;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.StoredSegmentTest;
import io.tapline.flowlog.store.Removed;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A log that any earlier version filled answers, goes on and takes checkpoints as before. */
class UpgradeTest {
  @TestFactory
  List<DynamicTest> a_log_of_any_version_goes_on() {
    try (TestPostgres any = TestPostgres.empty()) {
      return SchemaVersions.all(any.jdbcUrl()).stream()
          .map(version -> DynamicTest.dynamicTest("of version " + version, () -> upgrade(version)))
          .toList();
    }
  }

  private static void upgrade(String version) throws Exception {
    TestPostgres postgres = TestPostgres.empty();
    SchemaVersions.migrate(postgres.jdbcUrl(), version);
    FilledLog.fill(postgres, Integer.parseInt(version));
    try (TestDatabase database = TestDatabase.upgraded(postgres);
        LogHarness log = new LogHarness(database, 1 << 20)) {
      assertAnswers(log, Integer.parseInt(version));
      CheckpointStore store = new PostgresCheckpointStore(database.log());
      Lease lease = store.open("probe", "eth0", SourceEncoding.PACKETS);
      assertGoesOn(lease);
      assertRestored(store, lease, Integer.parseInt(version));
      commit(store, lease);
      assertThat(log.rows()).isEqualTo(LogHarness.sorted(StoredSegmentTest.packets()));
      assertThat(database.number("SELECT sequence FROM flowlog.clock")).isEqualTo(8);
    }
  }

  private static void assertAnswers(LogHarness log, int version) throws Exception {
    List<Row> closedAndOpen = new ArrayList<>(StoredSegmentTest.packets());
    closedAndOpen.addAll(StoredSegmentTest.packets());
    try (SegmentSnapshot snapshot = log.snapshot()) {
      assertThat(log.rows(snapshot)).isEqualTo(LogHarness.sorted(closedAndOpen));
      assertThat(snapshot.lost().labelled()).isEqualTo(Map.of("frames", 7L, "unknown", 1L));
      assertThat(snapshot.losses()).hasSize(2).allMatch(loss -> loss.source().equals("probe/eth0"));
      if (version < 4) {
        assertThat(snapshot.removed()).isEqualTo(Removed.NOTHING);
      } else {
        assertThat(snapshot.removed().connections()).isEqualTo(5);
      }
    }
  }

  private static void assertGoesOn(Lease lease) {
    assertThat(lease.sourceId()).isEqualTo(1);
    assertThat(lease.epoch()).isEqualTo(4);
    assertThat(lease.checkpoint()).isEqualTo(7);
    assertThat(lease.nextPosition()).isEqualTo(100);
    assertThat(lease.finished()).isFalse();
    assertThat(lease.account().frames()).isEqualTo(100);
    assertThat(lease.account().outcomes()).isEqualTo(Map.of("connection", 99L, "arp", 1L));
    assertThat(lease.lost().labelled()).isEqualTo(Map.of("frames", 7L, "unknown", 1L));
  }

  private static void assertRestored(CheckpointStore store, Lease lease, int version) {
    ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, connection -> {});
    table.restore(Objects.requireNonNull(lease.state()));
    store.restore(
        lease, open -> table.restoreOpen(open.number(), open.state(), open.deletionVector()));
    table.restored();
    assertThat(table.openCount()).isEqualTo(version < 3 ? 50 : 9);
  }

  /** The next checkpoint keeps no open connection. */
  private static void commit(CheckpointStore store, Lease lease) {
    var committed =
        store.commit(
            new Checkpoint(
                lease.sourceId(),
                lease.epoch(),
                lease.checkpoint() + 1,
                lease.nextPosition(),
                List.of(),
                List.of(),
                SavedOpen.NONE,
                new byte[0],
                List.of(),
                lease.account(),
                false));
    assertThat(committed.segmentIds()).isEmpty();
  }
}
