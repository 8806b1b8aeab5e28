package io.tapline.capture.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Losses losses = new Losses(List.of(), 0, 0);

  @Test
  void losses_of_one_key_are_added_up_and_others_are_kept_apart() {
    losses.add(loss(5, 3, Hop.KERNEL, 100));
    losses.add(loss(5, 4, Hop.KERNEL, 100));
    losses.add(loss(5, 1, Hop.INTERFACE, 100));
    losses.add(loss(5, 1, Hop.KERNEL, 101));
    losses.add(loss(6, 1, Hop.KERNEL, 100));
    assertThat(losses.list()).extracting(Loss::frames).containsExactly(7L, 1L, 1L, 1L);
  }

  @Test
  void beyond_the_bound_frames_stay_counted_also_when_hops_alternate() {
    Map<Hop, Long> added = new EnumMap<>(Hop.class);
    for (int i = 0; i < 3 * Losses.MAX_LOSSES; i++) {
      Hop hop = i % 2 == 0 ? Hop.KERNEL : Hop.INTERFACE;
      losses.add(loss(i, i % 7, hop, i));
      added.merge(hop, i % 7L, Long::sum);
    }
    assertThat(losses.list()).hasSizeLessThanOrEqualTo(Losses.MAX_LOSSES);
    assertThat(framesByHop(losses.list())).isEqualTo(added);
  }

  @Test
  void beyond_the_bound_what_was_handed_out_does_not_change() {
    for (int i = 0; i < Losses.MAX_LOSSES; i++) {
      losses.add(loss(i, 1, Hop.KERNEL, i));
    }
    List<Loss> handedOut = losses.handOut(0, Losses.MAX_LOSSES);
    for (int i = 0; i < 100; i++) {
      losses.add(loss(Losses.MAX_LOSSES + i, 1, Hop.KERNEL, Losses.MAX_LOSSES + i));
    }
    assertThat(losses.list()).startsWith(handedOut.toArray(Loss[]::new));
    assertThat(losses.list()).hasSize(Losses.MAX_LOSSES + 1);
    assertThat(losses.list().getLast().frames()).isEqualTo(100);
  }

  @Test
  void losses_after_the_last_frame_wait_until_none_has_followed_for_long_or_ever_will() {
    losses.add(loss(5, 3, Hop.KERNEL, 100 * SECOND));
    assertThat(losses.trailing(5, false, 109 * SECOND)).isEmpty();
    assertThat(losses.trailing(5, false, 110 * SECOND)).hasSize(1);
    assertThat(losses.trailing(5, true, 111 * SECOND)).as("handed out already").isEmpty();
    assertThat(losses.earliestNanos()).isEqualTo(110 * SECOND);
    losses.add(loss(5, 4, Hop.KERNEL, losses.earliestNanos()));
    assertThat(losses.trailing(5, true, 112 * SECOND)).extracting(Loss::frames).containsExactly(4L);
    assertThat(losses.handOut(5, 9)).as("with the frame that came").isEmpty();
    losses.again();
    assertThat(losses.handOut(5, 9)).as("after the call broke").hasSize(2);
  }

  @Test
  void a_key_is_never_handed_out_with_two_values_and_sums_are_conserved() {
    for (int seed = 0; seed < 200; seed++) {
      conserves(new Random(seed));
    }
  }

  /** Plays a source: frames come, are given back, are let go of, calls break, frames are acked. */
  private static void conserves(Random random) {
    Losses losses = new Losses(List.of(), 0, 0);
    Map<Set<Object>, Loss> handedOut = new java.util.HashMap<>();
    Map<Hop, Long> added = new EnumMap<>(Hop.class);
    long visible = 0;
    long next = 0;
    long sent = 0;
    long now = SECOND;
    for (int i = 0; i < 300; i++) {
      now += random.nextLong(4 * SECOND);
      switch (random.nextInt(7)) {
        case 0 -> next += random.nextInt(5);
        case 1 -> visible = next;
        case 2 -> {
          next = visible;
          losses.moveDown(next);
        }
        case 3 -> {
          take(losses.handOut(sent, visible), handedOut);
          sent = visible;
        }
        case 4 -> losses.again();
        case 5 -> {
          if (sent == next) {
            take(losses.trailing(next, false, now), handedOut);
          }
        }
        default -> {
          Hop hop = List.of(Hop.KERNEL, Hop.INTERFACE, Hop.SPOOL).get(random.nextInt(3));
          long frames = random.nextInt(9);
          long start = Math.max(losses.earliestNanos(), (now / SECOND) * SECOND);
          losses.add(new Loss(next, frames, hop, start, now, ""));
          added.merge(hop, frames, Long::sum);
        }
      }
    }
    take(losses.handOut(sent, next), handedOut);
    take(losses.trailing(next, true, now), handedOut);
    assertThat(framesByHop(new ArrayList<>(handedOut.values()))).isEqualTo(added);
  }

  private static void take(List<Loss> out, Map<Set<Object>, Loss> handedOut) {
    for (Loss loss : out) {
      Set<Object> key = new HashSet<>(List.of(loss.beforePosition() + " at", loss.hop()));
      key.add(loss.startNanos());
      Loss before = handedOut.putIfAbsent(key, loss);
      assertThat(before == null ? loss : before).isEqualTo(loss);
    }
  }

  private static Map<Hop, Long> framesByHop(List<Loss> losses) {
    Map<Hop, Long> sums = new EnumMap<>(Hop.class);
    losses.forEach(loss -> sums.merge(loss.hop(), loss.frames(), Long::sum));
    return sums;
  }

  private static Loss loss(long position, long frames, Hop hop, long startNanos) {
    return new Loss(position, frames, hop, startNanos, startNanos + 1, "");
  }
}
