package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.ingest.SourceState.Section;
import io.tapline.rpc.Refusal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SourceStateTest {
  @Test
  void sections_come_back_as_they_were() {
    SourceState state = SourceState.read(bytes());

    assertThat(state.get(Section.TABLE)).containsExactly(1, 2, 3);
    assertThat(state.get(Section.DECODER)).isEmpty();
    assertThat(state.get(Section.FRAGMENTS)).isNull();
  }

  @Test
  void the_bare_state_of_a_table_is_read_as_that() {
    byte[] table = new ConnectionTable(TableConfig.DEFAULT, connection -> {}).snapshot();

    assertThat(SourceState.read(table).get(Section.TABLE)).isEqualTo(table);
  }

  @Test
  void any_changed_byte_and_any_cut_is_noticed() {
    byte[] bytes = bytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 0x10;
      assertRefused(changed);
      assertRefused(Arrays.copyOf(bytes, at));
    }
  }

  private static byte[] bytes() {
    SourceState state = new SourceState();
    state.put(Section.TABLE, new byte[] {1, 2, 3});
    state.put(Section.DECODER, new byte[0]);
    return state.write();
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> SourceState.read(bytes))
        .isInstanceOfSatisfying(
            Refusal.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.STATE_CORRUPT));
  }
}
