package io.tapline.wire.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The JDK's own buffers are the reference. */
class ByteOrderProperties {

  @Property
  void big_endian_numbers_are_those_of_a_byte_buffer(
      @ForAll @Size(16) byte[] bytes, @ForAll @IntRange(max = 8) int at) {
    ByteBuffer expected = ByteBuffer.wrap(bytes);
    MemorySegment segment = MemorySegment.ofArray(bytes);
    assertThat(BigEndian.uint8(segment, at)).isEqualTo(Byte.toUnsignedInt(bytes[at]));
    assertThat(BigEndian.uint16(segment, at)).isEqualTo(expected.getChar(at));
    assertThat(BigEndian.int32(segment, at)).isEqualTo(expected.getInt(at));
    assertThat(BigEndian.uint32(segment, at))
        .isEqualTo(Integer.toUnsignedLong(expected.getInt(at)));
    assertThat(BigEndian.int64(segment, at)).isEqualTo(expected.getLong(at));
  }

  @Property
  void little_endian_numbers_are_those_of_a_byte_buffer(
      @ForAll @Size(16) byte[] bytes, @ForAll @IntRange(max = 8) int at) {
    ByteBuffer expected = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    MemorySegment segment = MemorySegment.ofArray(bytes);
    assertThat(LittleEndian.uint16(segment, at)).isEqualTo(expected.getChar(at));
    assertThat(LittleEndian.int32(segment, at)).isEqualTo(expected.getInt(at));
    assertThat(LittleEndian.int64(segment, at)).isEqualTo(expected.getLong(at));
  }

  @Property
  void the_order_of_a_file_decides(
      @ForAll @Size(16) byte[] bytes, @ForAll @IntRange(max = 8) int at, @ForAll boolean big) {
    ByteBuffer expected =
        ByteBuffer.wrap(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    MemorySegment segment = MemorySegment.ofArray(bytes);
    assertThat(EitherEndian.uint16(segment, at, big)).isEqualTo(expected.getChar(at));
    assertThat(EitherEndian.int32(segment, at, big)).isEqualTo(expected.getInt(at));
    assertThat(EitherEndian.uint32(segment, at, big))
        .isEqualTo(Integer.toUnsignedLong(expected.getInt(at)));
    assertThat(EitherEndian.int64(segment, at, big)).isEqualTo(expected.getLong(at));
  }

  @Property
  void a_number_of_any_length_is_its_last_eight_bytes(
      @ForAll @Size(16) byte[] bytes, @ForAll @IntRange(max = 16) int length) {
    long expected = 0;
    for (int i = 0; i < length; i++) {
      expected = expected << 8 | Byte.toUnsignedInt(bytes[i]);
    }
    assertThat(BigEndian.number(MemorySegment.ofArray(bytes), 0, length)).isEqualTo(expected);
  }
}
