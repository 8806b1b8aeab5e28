package io.tapline.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.Exported;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExportedColumnsTest {
  private static @Nullable Object value(String column, long samplingInterval) {
    Connection row =
        Connection.newBuilder()
            .setExported(Exported.newBuilder().setSamplingInterval(samplingInterval))
            .build();
    return ExportedColumns.all().stream()
        .filter(each -> each.name().equals(column))
        .findFirst()
        .orElseThrow()
        .value()
        .apply(row);
  }

  @Test
  void sampling_is_said_as_a_share_and_when_it_is_unknown() {
    assertThat(value("sampling", 100)).isEqualTo("1/100");
    assertThat(value("sampling", -1)).isEqualTo("unknown");
    assertThat(value("sampling", 1)).isNull();
    assertThat(value("sampling", 0)).isNull();
  }

  @Test
  void an_unknown_interval_is_no_number() {
    assertThat(value("sampling_interval", 100)).isEqualTo(100L);
    assertThat(value("sampling_interval", -1)).isNull();
  }
}
