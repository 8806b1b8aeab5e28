package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StreamBytesTest {
  /** As a plain array of what came first at each position. */
  @Property(tries = 300)
  void pieces_in_any_order_are_put_where_they_belong_within_the_limit(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StreamBytes stream = new StreamBytes();
    int[] model = new int[StreamBytes.MAX_BYTES];
    Arrays.fill(model, -1);
    for (int i = 0; i < 20; i++) {
      byte[] piece = new byte[random.nextInt(1000)];
      random.nextBytes(piece);
      long offset = random.nextLong(-500, StreamBytes.MAX_BYTES + 500);
      stream.put(offset, piece, 0, piece.length);
      put(model, offset, piece);
    }
    stream.put(Long.MAX_VALUE - 5, new byte[10], 0, 10);
    int length = 0;
    while (length < model.length && model[length] >= 0) {
      assertThat(stream.bytes()[length] & 0xff).isEqualTo(model[length]);
      length++;
    }
    assertThat(stream.length()).isEqualTo(length);
  }

  private static void put(int[] model, long offset, byte[] piece) {
    for (int i = 0; i < piece.length; i++) {
      long at = offset + i;
      if (at >= 0 && at < model.length && model[(int) at] < 0) {
        model[(int) at] = piece[i] & 0xff;
      }
    }
  }

  @Property(tries = 300)
  void a_state_gives_the_same_hello(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PartialHello hello = PartialHello.ofQuic(random.nextInt(), new byte[random.nextInt(21)]);
    for (int i = 0; i < 5; i++) {
      byte[] piece = new byte[random.nextInt(700)];
      random.nextBytes(piece);
      hello.stream.put(random.nextInt(StreamBytes.MAX_BYTES), piece, 0, piece.length);
    }
    PartialHello again = PartialHello.of(hello.state());
    assertThat(again.state()).isEqualTo(hello.state());
    assertThat(again.quicVersion).isEqualTo(hello.quicVersion);
    assertThat(again.stream.length()).isEqualTo(hello.stream.length());
  }
}
