package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContextsTest {
  private static final byte[] FRAME = Frames.udp(Log.CLIENT, Log.SERVER, new byte[9]);

  private final Log log = new Log(TableConfig.DEFAULT.withMaxContexts(3));

  @Test
  void equal_endpoints_in_different_tunnels_are_different_connections() {
    track("", 1);
    track("vxlan/100", 2);
    track("vxlan/200", 3);
    track("vxlan/100", 4);

    assertThat(log.open())
        .extracting(Row::tunnel)
        .containsExactlyInAnyOrder("", "vxlan/100", "vxlan/200");
    assertThat(log.open()).extracting(Row::clientSent).contains("2/102/18/0");
  }

  @Test
  void contexts_beyond_the_limit_share_one_and_are_counted() {
    for (int i = 0; i < 6; i++) {
      track("gre/" + i, i);
    }

    assertThat(log.table.contextOverflows()).isEqualTo(3);
    assertThat(log.open()).hasSize(4).extracting(Row::tunnel).contains("gre/2", "other");
  }

  @Test
  void a_context_gives_its_place_back_with_its_last_connection() {
    for (int i = 0; i < 100; i++) {
      track("gre/" + i, 1000 * i);
    }

    assertThat(log.table.contextOverflows()).isZero();
    assertThat(log.finish()).hasSize(100).extracting(Row::tunnel).doesNotContain("other");
    assertThat(log.table.open.contexts.size()).isZero();
  }

  @Test
  void contexts_outlive_a_restart() {
    track("gre/1", 1);
    track("gre/2", 2);
    log.restart();
    track("gre/1", 3);
    track("gre/3", 4);
    track("gre/4", 5);

    assertThat(log.table.contextOverflows()).isEqualTo(1);
    assertThat(log.finish())
        .extracting(Row::tunnel)
        .containsExactlyInAnyOrder("gre/1", "gre/2", "gre/3", "other");
  }

  private void track(String tunnel, double seconds) {
    int context = log.table.open.contexts.acquire(Context.ofTunnel(tunnel));
    log.table.track(Frames.view(FRAME), context, 0, (long) (seconds * Log.SECOND), FRAME.length);
    if (context != Contexts.NONE) {
      log.table.open.contexts.release(context);
    }
  }
}
