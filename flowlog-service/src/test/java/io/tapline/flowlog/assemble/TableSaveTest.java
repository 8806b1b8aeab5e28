package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.assemble.Frames.End;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TableSaveTest {
  private static final End SERVER = new End(2, 5000);

  @Example
  void a_save_writes_what_changed_and_nothing_else() {
    Log log = new Log();
    Saved saved = new Saved();
    ports(log, 0, 20_000);
    saved.save(log.table);
    saved.rowsWritten = 0;
    ports(log, 100, 110);
    saved.save(log.table);

    assertThat(saved.rowsWritten).isEqualTo(10);
    assertThat(saved.segments()).isEqualTo(2);
    assertSaved(saved, log.open());
    saved.save(log.table);
    assertThat(saved.rowsWritten).as("the small segment is written anew").isEqualTo(20);
  }

  @Example
  void a_segment_that_is_mostly_dead_is_written_anew_and_one_without_rows_goes() {
    Log log = new Log();
    Saved saved = new Saved();
    ports(log, 1, 0, 30_000);
    saved.save(log.table);
    ports(log, 50, 0, 20_000);
    saved.save(log.table);
    assertThat(saved.segments()).isEqualTo(2);
    saved.rowsWritten = 0;
    ports(log, 51, 7, 8);
    saved.save(log.table);
    assertThat(saved.rowsWritten).isEqualTo(1 + 10_000);
    assertThat(saved.segments()).isEqualTo(2);
    ports(log, 100, 7, 8);
    saved.save(log.table);

    assertThat(log.table.openCount()).isEqualTo(20_000);
    assertThat(saved.segments()).isEqualTo(2);
    assertSaved(saved, log.open());
  }

  @Example
  void a_segment_has_no_more_rows_than_the_limit() {
    Log log = new Log();
    Saved saved = new Saved();
    for (int host = 0; host < 3; host++) {
      hostPorts(log, host, 60_000);
    }
    saved.save(log.table);

    assertThat(saved.segments()).isEqualTo(2);
    assertThat(saved.open()).hasSize(180_000);
  }

  @Example
  void many_new_connections_do_not_write_the_full_segments_of_others_anew() {
    Log log = new Log();
    Saved saved = new Saved();
    for (int host = 0; host < 5; host++) {
      hostPorts(log, host, 60_000);
      if (host == 2) {
        saved.save(log.table);
        saved.rowsWritten = 0;
      }
    }
    saved.save(log.table);

    assertThat(saved.rowsWritten)
        .as("two new hosts and the segment that was not full")
        .isEqualTo(2 * 60_000 + (180_000 - OpenSegment.MAX_ROWS));
    assertSaved(saved, log.open());
  }

  private static void hostPorts(Log log, int host, int ports) {
    for (int port = 0; port < ports; port++) {
      log.at(1, Frames.udp(new End(10 + host, port), SERVER, new byte[0]));
    }
  }

  @Example
  void one_save_at_a_time() {
    Log log = new Log();
    ports(log, 0, 5);
    log.table.beginSave(new Saved());

    assertThatThrownBy(() -> log.table.beginSave(new Saved()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(log.table::endSave).isInstanceOf(IllegalStateException.class);
  }

  /** Frames of every kind go on between the slices of a save, and crashes come between saves. */
  @Property(tries = 60)
  void what_is_saved_is_what_was_open_when_the_save_began(@ForAll long seed) {
    Random random = new Random(seed);
    Log log = new Log(TableConfig.DEFAULT.withMaxConnections(40));
    Log undisturbed = new Log(log.config);
    Saved saved = log.saved;
    for (int save = 0; save < 12; save++) {
      frames(random, 30, log, undisturbed);
      saved.begin(log.table);
      List<Row> open = log.open();
      while (!log.table.saveSome(1 + random.nextInt(4))) {
        frames(random, random.nextInt(6), log, undisturbed);
      }
      saved.end(log.table);
      assertSaved(saved, open);
      if (random.nextInt(3) == 0) {
        log.restart();
      }
    }
    assertThat(log.finish()).isEqualTo(undisturbed.finish());
  }

  private static void frames(Random random, int count, Log... logs) {
    for (int i = 0; i < count; i++) {
      End client = new End(1 + random.nextInt(8), 40_000 + random.nextInt(9));
      byte[] frame =
          switch (random.nextInt(4)) {
            case 0 -> Frames.udp(client, SERVER, new byte[3]);
            case 1 -> Frames.tcp(client, SERVER, Frames.SYN, 0);
            case 2 -> Frames.tcp(SERVER, client, Frames.FIN | Frames.ACK, random.nextInt(9));
            default -> Frames.tcp(client, SERVER, Frames.ACK, Frames.text("GET / HTTP/1.1\r\n"));
          };
      double later = random.nextInt(40) == 0 ? random.nextInt(70) : 0.01;
      for (Log log : logs) {
        log.at(log.seconds + later, frame);
      }
    }
  }

  private static void ports(Log log, int from, int to) {
    ports(log, 1, from, to);
  }

  private static void ports(Log log, double seconds, int from, int to) {
    for (int port = from; port < to; port++) {
      log.at(seconds, Frames.udp(new End(1, port), SERVER, new byte[9]));
    }
  }

  private static void assertSaved(Saved saved, List<Row> open) {
    assertThat(inOrder(saved.open())).isEqualTo(inOrder(open));
  }

  private static List<Row> inOrder(List<Row> rows) {
    return rows.stream().sorted(Comparator.comparingLong(Row::firstFrame)).toList();
  }
}
