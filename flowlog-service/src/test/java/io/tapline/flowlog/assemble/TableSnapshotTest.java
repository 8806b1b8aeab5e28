package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.flowlog.identify.Hello;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TableSnapshotTest {
  @Test
  void what_is_saved_of_a_connection_is_small() {
    Log log = busy();
    log.restart();

    assertThat(log.saved.anyState()).hasSizeLessThan(1000 * 100);
    assertThat(log.table.snapshot()).hasSizeLessThan(100);
  }

  @Test
  void a_restored_table_is_saved_as_the_same_connections_in_the_same_order() {
    Log log = busy();
    List<Row> open = log.open();
    log.restart();
    assertThat(log.open()).isEqualTo(open);
    log.restart();

    assertThat(log.open()).isEqualTo(open);
    assertThat(log.saved.open()).containsExactlyInAnyOrderElementsOf(open);
  }

  @Test
  void any_changed_byte_is_noticed() {
    byte[] snapshot = busy().table.snapshot();
    for (int at = 0; at < snapshot.length; at++) {
      byte[] changed = snapshot.clone();
      changed[at] ^= 0x10;
      assertRefused(() -> restore(changed));
    }
    byte[] state = state();
    for (int at = 0; at < state.length; at += 97) {
      byte[] changed = state.clone();
      changed[at] ^= 0x10;
      assertRefused(() -> restoreOpen(changed));
    }
  }

  @Test
  void any_cut_is_noticed() {
    byte[] snapshot = busy().table.snapshot();
    for (int length = 0; length <= snapshot.length + 1; length++) {
      byte[] cut = Arrays.copyOf(snapshot, length);
      if (length != snapshot.length) {
        assertRefused(() -> restore(cut));
      }
    }
    byte[] state = state();
    for (int length = 0; length < state.length; length += 101) {
      byte[] cut = Arrays.copyOf(state, length);
      assertRefused(() -> restoreOpen(cut));
    }
    assertRefused(() -> restoreOpen(Arrays.copyOf(state, state.length + 1)));
  }

  @Test
  void a_newer_version_is_named() {
    byte[] snapshot = busy().table.snapshot();
    snapshot[4] = 6;
    byte[] state = state();
    state[4] = 4;

    assertThatThrownBy(() -> restore(snapshot)).hasMessageContaining("its version is 6");
    assertThatThrownBy(() -> restoreOpen(state)).hasMessageContaining("its version is 4");
  }

  @Test
  void a_smaller_table_evicts_after_a_restore() {
    Log log = busy();
    log.restart();
    ConnectionTable small =
        new ConnectionTable(TableConfig.DEFAULT.withMaxConnections(10), connection -> {});
    log.saved.restore(small);
    small.track(Frames.view(Frames.tcp(Log.CLIENT, Log.SERVER, Frames.SYN, 0)), 1000, 0, 54);

    assertThat(small.openCount()).isEqualTo(10);
    assertThat(small.evictions()).isEqualTo(991);
  }

  /** Of a table that had evicted a connection. */
  @Test
  void what_version_3_wrote_goes_on() {
    Log log = new Log();
    log.table.restore(HexFormat.of().parseHex("544c43540380a8d6b907010201000200e019cce9"));
    log.table.restored();

    assertThat(log.table.evictions()).isEqualTo(1);
    assertThat(log.table.watermark()).isEqualTo(2 * Log.SECOND);
    assertThat(log.table.repeatedObservations()).isZero();
    log.restart();
    assertThat(log.table.evictions()).isEqualTo(1);
  }

  @Test
  void what_version_2_wrote_goes_on_and_is_saved_anew() throws IOException {
    Log log = new Log();
    try (InputStream golden = getClass().getResourceAsStream("table-v2.snapshot")) {
      log.table.restore(Objects.requireNonNull(golden).readAllBytes());
    }
    log.table.restored();
    log.restart();
    log.client(1.3, Frames.ACK, 50);

    assertThat(log.saved.rowsWritten).isEqualTo(50);
    List<Row> rows = log.finish();
    assertThat(rows).hasSize(50);
    assertThat(rows)
        .filteredOn(row -> row.protocol() == 6 && row.flowRecords() == 0)
        .extracting(Row::clientSent, Row::serverSent, Row::connState)
        .containsExactly(tuple("4/366/150/26", "2/508/400/18", ConnState.S1));
    assertThat(rows).filteredOn(row -> row.flowRecords() == 1).hasSize(9);
  }

  private static Log busy() {
    Log log = new Log();
    for (int port = 1; port <= 1000; port++) {
      log.at(port / 1000.0, Frames.udp(new End(1, port), new End(2, 5000), new byte[9]));
    }
    return log;
  }

  private static byte[] state() {
    Log log = busy();
    log.restart();
    return log.saved.anyState();
  }

  private static void assertRefused(ThrowingCallable restore) {
    assertThatThrownBy(restore)
        .isInstanceOfSatisfying(
            Refusal.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.STATE_CORRUPT));
  }

  private static void restore(byte[] snapshot) {
    new ConnectionTable(TableConfig.DEFAULT, connection -> {}).restore(snapshot);
  }

  private static void restoreOpen(byte[] state) {
    new ConnectionTable(TableConfig.DEFAULT, connection -> {}).restoreOpen(1, state, new byte[0]);
  }

  @Test
  void a_name_whose_rest_comes_after_a_restart_is_found() {
    byte[] hello = Hello.of("a.example.com");
    int cut = hello.length - 5;
    Log log = new Log();
    log.handshake(1);
    log.at(2, Frames.tcp(Log.CLIENT, Log.SERVER, 0x18, 7, Arrays.copyOf(hello, cut)));
    log.restart();
    byte[] rest = Arrays.copyOfRange(hello, cut, hello.length);
    log.at(3, Frames.tcp(Log.CLIENT, Log.SERVER, 0x18, 7 + cut, rest));

    assertThat(log.finish()).extracting(Row::hostname).containsExactly("a.example.com");
  }
}
