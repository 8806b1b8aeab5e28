package io.tapline.flowlog.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresCheckpointStoreTest extends CheckpointStoreContract {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  private final CheckpointStore store = new PostgresCheckpointStore(database.log());

  @Override
  CheckpointStore store() {
    return store;
  }

  @Test
  void a_checkpoint_is_registered_with_its_bytes_and_its_change() throws Exception {
    Lease lease = store.open("probe", "eth0", SourceEncoding.PACKETS);
    Checkpoint checkpoint = checkpoint(lease, 1, 10, segment("a"), segment("o"));
    for (int attempt = 0; attempt < 2; attempt++) {
      var _ = store.commit(checkpoint);
      assertThat(database.number("SELECT count(*) FROM flowlog.segment")).isEqualTo(2);
      assertThat(database.number("SELECT sum(row_count)::bigint FROM flowlog.segment"))
          .isEqualTo(10);
      assertThat(database.number("SELECT sum(length(bytes)) FROM flowlog.segment_bytes"))
          .isEqualTo(2);
      assertThat(database.number("SELECT count(*) FROM flowlog.change WHERE sequence = 1"))
          .isEqualTo(2);
      assertThat(database.number("SELECT sequence FROM flowlog.clock")).isEqualTo(1);
    }
  }

  @Test
  void open_rows_are_replaced_and_closed_ones_stay() throws Exception {
    Lease lease = store.open("probe", "eth0", SourceEncoding.PACKETS);
    store.commit(checkpoint(lease, 1, 10, segment("a"), segment("o")));
    store.commit(checkpoint(lease, 2, 20, segment("b"), segment("p")));
    assertThat(database.number("SELECT count(*) FROM flowlog.segment WHERE open")).isEqualTo(1);
    assertThat(database.number("SELECT count(*) FROM flowlog.segment WHERE NOT open")).isEqualTo(2);
    assertThat(database.number("SELECT count(*) FROM flowlog.segment_bytes")).isEqualTo(3);
    store.commit(checkpoint(lease, 3, 30, null, null));
    assertThat(database.number("SELECT count(*) FROM flowlog.segment WHERE open")).isZero();
  }

  @Test
  void rows_that_hold_no_longer_are_not_counted() throws Exception {
    Lease lease = store.open("probe", "eth0", SourceEncoding.PACKETS);
    store.commit(checkpoint(lease, 1, 10, null, segment("o")));
    SavedOpen dying =
        new SavedOpen(Map.of(1L, new SavedOpen.Holding(new byte[] {(byte) 0xc0}, 3)), Set.of(1L));
    Checkpoint second = checkpoint(lease, 2, 20, null, null);
    store.commit(
        new Checkpoint(
            lease.sourceId(),
            lease.epoch(),
            2,
            20,
            List.of(),
            List.of(),
            dying,
            new byte[0],
            List.of(),
            second.account(),
            false));
    assertThat(database.number("SELECT sum(row_count)::bigint FROM flowlog.segment")).isEqualTo(3);
  }

  @Test
  void a_zombie_leaves_no_segment() throws Exception {
    Lease zombie = store.open("probe", "eth0", SourceEncoding.PACKETS);
    Lease heir = store.open("probe", "eth0", SourceEncoding.PACKETS);
    assertFenced(checkpoint(zombie, 1, 10, segment("z"), null));
    store.commit(checkpoint(heir, 1, 5, segment("h"), null));
    assertThat(database.number("SELECT count(*) FROM flowlog.segment")).isEqualTo(1);
  }

  @Test
  void a_commit_that_breaks_leaves_nothing() throws Exception {
    Lease lease = store.open("probe", "eth0", SourceEncoding.PACKETS);
    Checkpoint good = checkpoint(lease, 1, 10, segment("a"), segment("o"));
    database.execute("ALTER TABLE flowlog.change RENAME TO gone");
    assertThatThrownBy(() -> store.commit(good))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_REFUSED));
    database.execute("ALTER TABLE flowlog.gone RENAME TO change");
    assertThat(database.number("SELECT count(*) FROM flowlog.segment")).isZero();
    assertThat(database.number("SELECT checkpoint FROM flowlog.source")).isZero();
    assertThat(store.commit(good).segmentIds()).hasSize(2);
  }
}
