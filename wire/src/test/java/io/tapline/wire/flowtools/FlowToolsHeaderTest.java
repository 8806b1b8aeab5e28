package io.tapline.wire.flowtools;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tapline.wire.flowtools.FlowToolsException.Reason;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowToolsHeaderTest {
  /** As flow-import writes it. */
  private static final String MINIMAL =
      "cf10010338000000020002000500080004000800"
          + "00000f000c00666c6f772d696d706f72740010000c00666c6f772d696d706f7274000000";

  @Test
  void the_smallest_header_of_flow_import_is_understood_and_built_again() throws IOException {
    byte[] bytes = HexFormat.of().parseHex(MINIMAL);
    FlowToolsHeader header = FlowToolsHeader.parse(bytes);
    assertThat(header.recordVersion()).isEqualTo(RecordVersion.V5);
    assertThat(header.byteOrder()).isEqualTo(LITTLE_ENDIAN);
    assertThat(header.is(HeaderFlag.STREAMING)).isTrue();
    assertThat(header.comments()).contains("flow-import");
    assertThat(header.flowCount()).isEmpty();
    assertThat(HeaderBuilder.from(header).build().bytes()).isEqualTo(bytes);
  }

  @Test
  void every_field_comes_back_in_either_byte_order() throws IOException {
    for (ByteOrder order : List.of(LITTLE_ENDIAN, BIG_ENDIAN)) {
      FlowToolsHeader header = FlowToolsHeader.parse(full(order).build().bytes());
      assertThat(header.exporterAddress()).hasValue(0xC000_0201L);
      assertThat(header.captureStart()).hasValue(1_718_100_000L);
      assertThat(header.captureEnd()).hasValue(1_718_100_900L);
      assertThat(header.rotationSchedule()).hasValue(900);
      assertThat(header.flowCount()).hasValue(0xFFFF_FFFFL);
      assertThat(header.flowsLost()).hasValue(7);
      assertThat(header.flowsMisordered()).hasValue(8);
      assertThat(header.packetsCorrupt()).hasValue(9);
      assertThat(header.sequenceResets()).hasValue(10);
      assertThat(header.captureHostname()).contains("host");
      assertThat(header.interfaceNames()).containsExactly(new InterfaceName(1, List.of(2), "eth0"));
      assertThat(header.interfaceAliases())
          .containsExactly(new InterfaceName(1, List.of(2, 65_535), "uplinks"));
      assertThat(header.length() % 4).isZero();
    }
  }

  private static HeaderBuilder full(ByteOrder order) {
    return new HeaderBuilder(RecordVersion.V8_9, order)
        .exporterAddress(0xC000_0201L)
        .captureStart(1_718_100_000L)
        .captureEnd(1_718_100_900L)
        .rotationSchedule(900)
        .flowCount(0xFFFF_FFFFL)
        .flowsLost(7)
        .flowsMisordered(8)
        .packetsCorrupt(9)
        .sequenceResets(10)
        .captureHostname("host")
        .interfaceName(new InterfaceName(1, List.of(2), "eth0"))
        .interfaceAlias(new InterfaceName(1, List.of(2, 65_535), "uplinks"));
  }

  @Test
  void fields_that_nobody_knows_are_stepped_over_and_named() throws IOException {
    byte[] bytes = HexFormat.of().parseHex(MINIMAL);
    bytes[20 + 2] = 0x55;
    FlowToolsHeader header = FlowToolsHeader.parse(bytes);
    assertThat(header.unknownFields()).containsExactly(0x55);
    assertThat(header.comments()).contains("flow-import");
  }

  @Test
  void what_is_no_stream_is_refused_with_a_reason() throws IOException {
    byte[] whole = HexFormat.of().parseHex(MINIMAL);
    refused(new byte[0], Reason.EMPTY_STREAM);
    refused(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, Reason.UNKNOWN_FORMAT);
    refused(Arrays.copyOf(whole, 5), Reason.TRUNCATED_HEADER);
    refused(Arrays.copyOf(whole, 40), Reason.TRUNCATED_HEADER);
    refused(changed(whole, 2, 3), Reason.UNKNOWN_FORMAT);
    refused(changed(whole, 3, 2), Reason.UNSUPPORTED_STREAM_VERSION);
    refused(changed(whole, 7, 1), Reason.HEADER_TOO_LONG);
    refused(changed(whole, 4, 7), Reason.CORRUPT_HEADER);
    refused(changed(whole, 12, 9), Reason.UNSUPPORTED_RECORD_VERSION);
    refused(changed(whole, 12, 8), Reason.UNSUPPORTED_RECORD_VERSION);
    refused(changed(whole, 24, 200), Reason.CORRUPT_HEADER);
    refused(changed(whole, 8, 0), Reason.CORRUPT_HEADER);
  }

  private static byte[] changed(byte[] bytes, int at, int value) {
    byte[] copy = bytes.clone();
    copy[at] = (byte) value;
    return copy;
  }

  private static void refused(byte[] bytes, Reason reason) {
    assertThatExceptionOfType(FlowToolsException.class)
        .isThrownBy(() -> FlowToolsFrames.of(bytes))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.fileOffset()).isBetween(0L, (long) bytes.length));
  }

  @Test
  void a_header_that_no_reader_takes_is_not_written() {
    HeaderBuilder header = new HeaderBuilder(RecordVersion.V5, LITTLE_ENDIAN);
    header.comments("x".repeat(FlowToolsHeader.MAXIMUM_BYTES));
    assertThatExceptionOfType(FlowToolsException.class)
        .isThrownBy(header::build)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.HEADER_TOO_LONG));
  }
}
