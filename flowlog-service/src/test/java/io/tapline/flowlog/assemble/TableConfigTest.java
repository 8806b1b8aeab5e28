package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableConfigTest {
  private static final TableConfig DEFAULT = TableConfig.DEFAULT;

  @Test
  void the_defaults_are_those_of_the_documentation() {
    assertThat(DEFAULT)
        .isEqualTo(
            new TableConfig(
                new IdleTimeouts(
                    60_000_000_000L,
                    900_000_000_000L,
                    10_000_000_000L,
                    60_000_000_000L,
                    60_000_000_000L,
                    60_000_000_000L,
                    120_000_000_000L,
                    30_000_000_000L),
                0,
                4_000_000,
                65_535));
  }

  @Test
  void a_table_without_room_or_beyond_the_limit_is_refused() {
    assertThatThrownBy(() -> DEFAULT.withMaxConnections(0)).hasMessageContaining("maxConnections");
    assertThatThrownBy(() -> DEFAULT.withMaxConnections(TableConfig.CONNECTIONS_LIMIT + 1))
        .hasMessageContaining("maxConnections");
    assertThat(DEFAULT.withMaxConnections(TableConfig.CONNECTIONS_LIMIT)).isNotNull();
  }

  @Test
  void timeouts_must_be_positive_and_the_active_one_not_negative() {
    assertThatThrownBy(() -> DEFAULT.withActiveTimeoutNanos(-1)).hasMessageContaining("active");
    assertThatThrownBy(() -> new IdleTimeouts(1, 1, 1, 0, 1, 1, 1, 1))
        .hasMessageContaining("timeout udp out of range: 0 ns");
    assertThatThrownBy(() -> new IdleTimeouts(Long.MAX_VALUE, 1, 1, 1, 1, 1, 1, 1))
        .hasMessageContaining("tcp opening");
  }
}
