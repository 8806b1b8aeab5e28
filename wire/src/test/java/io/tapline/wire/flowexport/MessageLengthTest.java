package io.tapline.wire.flowexport;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MessageLengthTest {
  private static final int SHORTEST_HEADER_BYTES = 16;

  @Test
  void fixed_records_end_after_their_count() {
    assertThat(length(message(1, 2, 16 + 2 * 48))).isEqualTo(16 + 2 * 48);
    assertThat(length(message(5, 30, 24 + 30 * 48))).isEqualTo(24 + 30 * 48);
    assertThat(length(message(5, 31, 24 + 31 * 48))).isEqualTo(MessageLength.NONE);
    assertThat(length(message(7, 1, 24))).as("cut").isEqualTo(24 + 52);
  }

  @Test
  void zeros_behind_records_of_a_switch_belong_to_the_message() {
    byte[] padded = message(8, 1, 28 + 32 + 64);
    padded[22] = 6;
    padded[23] = 2;
    Arrays.fill(padded, 28, 28 + 32, (byte) 1);
    assertThat(length(padded)).isEqualTo(padded.length);
    assertThat(length(followed(padded, message(8, 1, 60)))).isEqualTo(padded.length);
  }

  @Test
  void netflow_9_ends_where_no_set_follows() {
    byte[] sets = withSets(message(9, 2, 20 + 24 + 8), 20, 0, 24, 300, 8);
    assertThat(length(sets)).isEqualTo(sets.length);
    assertThat(length(followed(sets, sets))).isEqualTo(sets.length);
    assertThat(length(Arrays.copyOf(sets, 30))).as("cut").isEqualTo(20 + 24);
  }

  @Test
  void ipfix_says_its_length() {
    assertThat(length(message(10, 24, 24))).isEqualTo(24);
    assertThat(length(message(10, 15, 16))).isEqualTo(MessageLength.NONE);
  }

  @Test
  void a_message_is_filled_when_its_sets_add_up() {
    assertThat(isFilled(withSets(message(10, 24, 24), 16, 2, 8))).isTrue();
    assertThat(isFilled(withSets(message(10, 28, 28), 16, 2, 8))).as("4 bytes over").isFalse();
    assertThat(isFilled(withSets(message(10, 24, 24), 16, 1, 8))).as("set of v9").isFalse();
    assertThat(isFilled(withSets(message(9, 1, 28), 20, 1, 8))).isTrue();
    assertThat(isFilled(withSets(message(9, 1, 28), 20, 3, 8))).as("set of IPFIX").isFalse();
    assertThat(isFilled(message(10, 16, 16))).isFalse();
    assertThat(isFilled(message(9, 0, 20))).isFalse();
    assertThat(isFilled(message(5, 1, 72))).isTrue();
    assertThat(isFilled(message(5, 0, 24))).isFalse();
  }

  @Property
  void any_bytes_have_a_length_or_none(
      @ForAll @Size(min = 4, max = 200) byte[] bytes, @ForAll @IntRange(max = 11) int version) {
    bytes[0] = 0;
    bytes[1] = (byte) version;
    long length = length(bytes);
    assertThat(length).isBetween(MessageLength.NONE, (long) MessageLength.MAX_BYTES).isNotZero();
    if (length != MessageLength.NONE && length <= bytes.length) {
      boolean filled = isFilled(Arrays.copyOf(bytes, (int) length));
      assertThat(length > SHORTEST_HEADER_BYTES || !filled).isTrue();
    }
  }

  private static long length(byte[] file) {
    return MessageLength.of(MemorySegment.ofArray(file), 0);
  }

  private static boolean isFilled(byte[] message) {
    return MessageLength.isFilled(MemorySegment.ofArray(message));
  }

  /** Zeros but for version and second field, which is a count or a length. */
  private static byte[] message(int version, int second, int length) {
    return ByteBuffer.allocate(length).putShort((short) version).putShort((short) second).array();
  }

  /** Ids and lengths by turns. */
  private static byte[] withSets(byte[] message, int first, int... sets) {
    ByteBuffer bytes = ByteBuffer.wrap(message);
    int at = first;
    for (int i = 0; i < sets.length; i += 2) {
      bytes.putShort(at, (short) sets[i]).putShort(at + 2, (short) sets[i + 1]);
      at += sets[i + 1];
    }
    return message;
  }

  private static byte[] followed(byte[] message, byte[] next) {
    return ByteBuffer.allocate(message.length + next.length).put(message).put(next).array();
  }
}
