package io.tapline.wire.flowtools;

import static io.tapline.wire.flowtools.FlowField.INPUT;
import static io.tapline.wire.flowtools.FlowField.OUTPUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordVersionTest {
  /** The masks of flow-export. */
  private static final Map<String, Long> MASKS =
      Map.ofEntries(
          Map.entry("1", 0xFF31EFL),
          Map.entry("5", 0xFFF37EFL),
          Map.entry("6", 0x7FFF37EFL),
          Map.entry("7", 0x8FFF37EFL),
          Map.entry("1005", 0xC0FFF37EFL),
          Map.entry("8.1", 0xC0607FFL),
          Map.entry("8.2", 0x3807FFL),
          Map.entry("8.3", 0x50217FFL),
          Map.entry("8.4", 0xA0427FFL),
          Map.entry("8.5", 0xF0637FFL),
          Map.entry("8.6", 0x3804427EFL),
          Map.entry("8.7", 0x3804637EFL),
          Map.entry("8.8", 0x3807E37EFL),
          Map.entry("8.9", 0xC4607FFL),
          Map.entry("8.10", 0x7807FFL),
          Map.entry("8.11", 0x54217FFL),
          Map.entry("8.12", 0xA4427FFL),
          Map.entry("8.13", 0xF4637FFL),
          Map.entry("8.14", 0x37E37FFL));

  @Test
  void each_version_tells_what_the_mask_of_flow_export_says() {
    assertThat(MASKS).hasSameSizeAs(RecordVersion.values());
    for (RecordVersion version : RecordVersion.values()) {
      assertThat(version.exportMask())
          .describedAs("%s", version)
          .isEqualTo(MASKS.get(version.toString()));
    }
  }

  @Test
  void only_the_interfaces_of_8_10_are_told_and_not_exported() {
    for (RecordVersion version : RecordVersion.values()) {
      long hidden = version.layout().mask() & ~version.exportMask();
      assertThat(hidden)
          .isEqualTo(version == RecordVersion.V8_10 ? INPUT.mask() | OUTPUT.mask() : 0);
    }
  }

  @Test
  void fields_of_a_record_do_not_overlap_and_lie_within_it() {
    for (RecordVersion version : RecordVersion.values()) {
      boolean[] taken = new boolean[version.size()];
      for (FlowField field : FlowField.values()) {
        take(version, field, taken);
      }
    }
  }

  private static void take(RecordVersion version, FlowField field, boolean[] taken) {
    int at = version.layout().offset(field);
    for (int i = 0; at != RecordLayout.ABSENT && i < field.size(); i++) {
      assertThat(taken[at + i]).describedAs("%s of %s", field, version).isFalse();
      taken[at + i] = true;
    }
  }

  @Test
  void versions_are_found_by_number_and_by_name() {
    for (RecordVersion version : RecordVersion.values()) {
      assertThat(RecordVersion.of(version.exportVersion(), version.aggregationMethod()))
          .contains(version);
      assertThat(RecordVersion.parse(version.toString())).contains(version);
    }
    assertThat(RecordVersion.of(8, 15)).isEmpty();
    assertThat(RecordVersion.of(9, 0)).isEmpty();
  }
}
