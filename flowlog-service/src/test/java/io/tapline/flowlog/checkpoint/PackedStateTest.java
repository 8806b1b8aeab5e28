package io.tapline.flowlog.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.Pieces;
import io.tapline.flowlog.assemble.Pieces.Piece;
import io.tapline.rpc.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedStateTest {
  private static byte[] state() {
    byte[] state = new byte[100_000];
    Random random = new Random(1);
    for (int i = 0; i < state.length; i++) {
      state[i] = (byte) (i % 3 == 0 ? random.nextInt() : 7);
    }
    return state;
  }

  private static byte[] packed(byte[] state) {
    return PackedState.pack(Pieces.of(state)).getBytes();
  }

  @Test
  void pieces_are_packed_as_the_whole() {
    byte[] state = state();
    byte[] rest = Arrays.copyOfRange(state, 300, state.length);
    Pieces pieces =
        new Pieces(
            List.of(
                new Piece(state, 300), new Piece(new byte[9], 0), new Piece(rest, rest.length)));
    assertThat(PackedState.unpack(PackedState.pack(pieces).getBytes())).isEqualTo(state);
  }

  @Test
  void what_was_packed_comes_back_and_is_smaller() {
    byte[] packed = packed(state());
    assertThat(packed.length).isLessThan(state().length / 2);
    assertThat(PackedState.unpack(packed)).isEqualTo(state());
  }

  @Test
  void what_earlier_versions_stored_is_taken_as_it_is() {
    byte[] earlier = {0x54, 0x4c, 0x4f, 0x53, 1, 2, 3};
    assertThat(PackedState.unpack(earlier)).isEqualTo(earlier);
    assertThat(PackedState.unpack(new byte[2])).hasSize(2);
  }

  @Test
  void damaged_bytes_are_corrupt_state() {
    byte[] packed = packed(state());
    byte[] cut = Arrays.copyOf(packed, packed.length / 2);
    byte[] changed = packed.clone();
    Arrays.fill(changed, 100, changed.length, (byte) 0x55);
    byte[] huge = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x10};
    for (byte[] damaged : new byte[][] {cut, changed, huge}) {
      assertThatThrownBy(() -> PackedState.unpack(damaged))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.STATE_CORRUPT));
    }
  }
}
