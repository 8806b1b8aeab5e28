package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.capture.Frames.Frame;
import io.tapline.wire.capture.Frames.Read;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of pcap, in both byte orders. */
class PcapVariantTest {

  @ParameterizedTest
  @CsvSource({
    "MICROSECONDS, 1700000001000007000",
    "NANOSECONDS, 1700000001000000007",
    "MODIFIED, 1700000001000007000",
    "IXIA_HARDWARE, 1700000001000007000",
    "IXIA_SOFTWARE, 1700000001000007000",
  })
  void every_variant_is_read_in_both_byte_orders(PcapVariant variant, long nanos)
      throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      Read read = Frames.read(file(variant, order));
      assertThat(read.frames())
          .containsExactly(
              Frame.of(new byte[] {1, 2, 3}, 57, nanos, 101, 0),
              Frame.of(new byte[] {4}, 0, nanos, 101, 0));
      assertThat(read.ending().kind()).isEqualTo(CaptureEnding.Kind.COMPLETE);
    }
  }

  @ParameterizedTest
  @CsvSource({"MODIFIED, 27", "IXIA_HARDWARE, 31"})
  void a_torn_record_of_a_variant_is_a_torn_tail(PcapVariant variant, int length)
      throws IOException {
    byte[] file = file(variant, ByteOrder.LITTLE_ENDIAN);
    Read read = Frames.read(Arrays.copyOf(file, length));
    assertThat(read.frames()).isEmpty();
    assertThat(read.ending().kind()).isEqualTo(CaptureEnding.Kind.TRUNCATED_TAIL);
    assertThat(read.ending().fileOffset()).isEqualTo(variant.headerBytes);
  }

  private static byte[] file(PcapVariant variant, ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(200).order(order);
    out.putInt(variant.magic).putShort((short) 2).putShort((short) 4);
    out.putLong(0).putInt(65_535).putInt(101);
    out.position(variant.headerBytes);
    record(out, variant, 60, 1, 2, 3);
    record(out, variant, 1, 4);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void record(ByteBuffer out, PcapVariant variant, int original, int... data) {
    int start = out.position();
    out.putInt(1_700_000_001).putInt(7).putInt(data.length).putInt(original);
    out.position(start + variant.recordHeaderBytes);
    for (int b : data) {
      out.put((byte) b);
    }
  }
}
