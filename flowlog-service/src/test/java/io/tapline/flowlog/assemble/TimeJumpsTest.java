package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames.End;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeJumpsTest {
  private static final double DAY = 86_400;
  private static final End SERVER = new End(200, 53);

  private final Log log = new Log();

  private void udp(double seconds, int host) {
    log.at(seconds, Frames.udp(new End(host, 5000), SERVER, new byte[9]));
  }

  /** The same 20 hosts, one a second. */
  private void day(int day) {
    for (int host = 0; host < 20; host++) {
      udp(day * DAY + host, host);
    }
  }

  @Test
  void days_in_reverse_order_are_connections_of_their_own() {
    for (int day = 5; day > 0; day--) {
      day(day);
      log.restart();
    }
    assertThat(log.table.timeJumps()).isEqualTo(4);
    List<Row> rows = log.finish();
    assertThat(rows).hasSize(100);
    assertThat(rows).allMatch(row -> row.startNanos() == row.endNanos());
  }

  @Test
  void what_is_idle_expires_after_a_jump_as_before() {
    day(2);
    day(1);
    int before = log.rows.size();
    udp(DAY + 3000, 21);

    assertThat(log.rows).hasSize(before + 20);
  }

  @Test
  void a_single_frame_of_another_time_touches_no_other_connection() {
    udp(DAY, 1);
    udp(1, 2);
    udp(DAY + 1, 1);

    assertThat(log.table.timeJumps()).isZero();
    assertThat(log.finish())
        .extracting(Row::clientSent)
        .containsExactlyInAnyOrder("2/102/18/0", "1/51/9/0");
  }

  @Test
  void a_frame_far_before_the_beginning_of_its_connection_is_of_another_one() {
    udp(DAY, 1);
    udp(1, 1);

    assertThat(log.finish())
        .extracting(Row::startNanos)
        .containsExactly((long) (DAY * Log.SECOND), Log.SECOND);
  }

  @Test
  void times_within_the_limit_are_out_of_order_and_nothing_else() {
    for (int i = 0; i < 100; i++) {
      udp(4000 - i, 1);
    }
    udp(500, 1);

    assertThat(log.finish()).hasSize(1);
    assertThat(log.table.timeJumps()).isZero();
  }

  @Test
  void clocks_that_take_turns_end_in_no_more_rows_than_frames() {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      udp((i % 40 < 20 ? 10 : 1) * DAY + i, i % 7);
      open.add(log.table.openCount());
    }
    assertThat(open).allMatch(count -> count <= 14);
    long packets =
        log.finish().stream()
            .mapToLong(row -> Long.parseLong(row.clientSent().split("/", 2)[0]))
            .sum();
    assertThat(packets).isEqualTo(1000);
    assertThat(log.table.timeJumps()).isEqualTo(25);
  }
}
