package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.assemble.Frames.End;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TableSnapshotTest {
  @Test
  void a_snapshot_is_small() {
    Log log = busy();

    assertThat(log.table.snapshot()).hasSizeLessThan(1000 * 100);
  }

  @Test
  void a_snapshot_of_a_restored_table_is_the_same_bytes() {
    Log log = busy();
    byte[] snapshot = log.table.snapshot();
    log.restart();

    assertThat(log.table.snapshot()).isEqualTo(snapshot);
  }

  @Test
  void any_changed_byte_is_noticed() {
    byte[] snapshot = busy().table.snapshot();
    for (int at = 0; at < snapshot.length; at += 97) {
      byte[] changed = snapshot.clone();
      changed[at] ^= 0x10;
      assertRefused(changed);
    }
  }

  @Test
  void any_cut_is_noticed() {
    byte[] snapshot = busy().table.snapshot();
    for (int length = 0; length < snapshot.length; length += 101) {
      assertRefused(Arrays.copyOf(snapshot, length));
    }
    assertRefused(Arrays.copyOf(snapshot, snapshot.length + 1));
  }

  @Test
  void a_newer_version_is_named() {
    byte[] snapshot = busy().table.snapshot();
    snapshot[4] = 3;

    assertThatThrownBy(() -> restore(snapshot)).hasMessageContaining("its version is 3");
  }

  @Test
  void a_smaller_table_evicts_after_a_restore() {
    byte[] snapshot = busy().table.snapshot();
    Log small = new Log(TableConfig.DEFAULT.withMaxConnections(10));
    small.table.restore(snapshot);
    small.client(5, Frames.SYN, 0);

    assertThat(small.table.openCount()).isEqualTo(10);
    assertThat(small.table.evictions()).isEqualTo(991);
  }

  private static Log busy() {
    Log log = new Log();
    for (int port = 1; port <= 1000; port++) {
      log.at(port / 1000.0, Frames.udp(new End(1, port), new End(2, 5000), new byte[9]));
    }
    return log;
  }

  private static void assertRefused(byte[] snapshot) {
    assertThatThrownBy(() -> restore(snapshot))
        .isInstanceOfSatisfying(
            FlowlogException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.STATE_CORRUPT));
  }

  private static void restore(byte[] snapshot) {
    new ConnectionTable(TableConfig.DEFAULT, connection -> {}).restore(snapshot);
  }
}
