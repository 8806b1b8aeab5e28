package io.tapline.capture.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.capture.Hop;
import io.tapline.capture.batch.Loss;
import io.tapline.wire.flow.LossUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Losses losses = new Losses(List.of(), 0, 1);

  @Test
  void losses_of_one_place_and_unit_are_added_up_and_others_are_kept_apart() {
    losses.add(loss(5, 3, Hop.KERNEL, 100));
    losses.add(loss(5, 4, Hop.KERNEL, 200));
    losses.add(loss(5, 1, Hop.INTERFACE, 100));
    losses.add(new Loss(0, 5, 8, LossUnit.DATAGRAMS, Hop.KERNEL, 100, 101, ""));
    losses.add(loss(6, 1, Hop.KERNEL, 100));
    assertThat(losses.list()).extracting(Loss::count).containsExactly(7L, 1L, 8L, 1L);
    assertThat(losses.list().getFirst().startNanos()).isEqualTo(100);
    assertThat(losses.list().getFirst().endNanos()).isEqualTo(201);
  }

  @Test
  void what_was_handed_out_does_not_change_and_what_comes_after_it_has_a_number_of_its_own() {
    losses.add(loss(5, 3, Hop.KERNEL, 100));
    List<Loss> first = losses.handOut(0, 9);
    losses.add(loss(5, 4, Hop.KERNEL, 100));
    List<Loss> second = losses.handOut(0, 9);
    assertThat(first).extracting(Loss::number, Loss::count).containsExactly(tuple(1L, 3L));
    assertThat(second).extracting(Loss::number, Loss::count).containsExactly(tuple(2L, 4L));
    losses.again();
    assertThat(losses.handOut(0, 9)).containsExactly(first.getFirst(), second.getFirst());
  }

  @Test
  void a_loss_is_kept_until_the_log_has_it() {
    losses.add(loss(5, 3, Hop.KERNEL, 100));
    losses.handOutTrailing(5);
    losses.acknowledged(5);
    assertThat(losses.list()).hasSize(1);
    losses.durable(List.of(7L));
    assertThat(losses.list()).hasSize(1);
    losses.durable(List.of(1L));
    assertThat(losses.list()).isEmpty();
  }

  @Test
  void new_numbers_come_after_those_that_the_log_and_the_earlier_run_know() {
    Losses next = new Losses(List.of(loss(5, 3, Hop.KERNEL, 1).numbered(4)), 9, 5);
    next.add(loss(9, 1, Hop.KERNEL, 2));
    next.numberFrom(8);
    assertThat(next.handOut(0, 10)).extracting(Loss::number).containsExactly(4L, 8L);
    assertThat(next.nextNumber()).isEqualTo(9);
  }

  @Test
  void beyond_the_bound_everything_stays_counted_also_when_hops_alternate() {
    Map<Hop, Long> added = new EnumMap<>(Hop.class);
    for (int i = 0; i < 3 * Losses.MAX_LOSSES; i++) {
      Hop hop = i % 2 == 0 ? Hop.KERNEL : Hop.INTERFACE;
      long count = 1L + i % 7;
      losses.add(loss(i, count, hop, i));
      added.merge(hop, count, Long::sum);
    }
    assertThat(losses.list()).hasSizeLessThanOrEqualTo(Losses.MAX_LOSSES);
    assertThat(countByHop(losses.list())).isEqualTo(added);
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
    assertThat(losses.list().getLast().count()).isEqualTo(100);
  }

  @Test
  void losses_after_the_last_frame_are_due_when_none_has_followed_for_long() {
    losses.add(loss(5, 3, Hop.KERNEL, 100 * SECOND));
    losses.add(loss(5, 4, Hop.KERNEL, 105 * SECOND));
    assertThat(losses.trailingDueNanos(5)).hasValue(110 * SECOND + 1);
    assertThat(losses.trailingDueNanos(4)).isEmpty();
    assertThat(losses.handOutTrailing(5)).hasSize(1);
    assertThat(losses.trailingDueNanos(5)).as("handed out already").isEmpty();
    losses.add(loss(5, 4, Hop.KERNEL, 120 * SECOND));
    assertThat(losses.trailingDueNanos(5)).hasValue(130 * SECOND + 1);
    assertThat(losses.handOutTrailing(5)).extracting(Loss::count).containsExactly(4L);
    assertThat(losses.handOut(5, 9)).as("with the frame that came").isEmpty();
    losses.again();
    assertThat(losses.handOut(5, 9)).as("after the call broke").hasSize(2);
  }

  @Test
  void a_number_is_never_handed_out_with_two_values_and_sums_are_conserved() {
    for (int seed = 0; seed < 200; seed++) {
      new Play(new Random(seed)).conserves();
    }
  }

  /** A source: frames come, are given back, are let go of, calls break, losses become durable. */
  private static final class Play {
    private final Random random;
    private final Losses losses = new Losses(List.of(), 0, 1);
    private final Map<Long, Loss> handedOut = new HashMap<>();
    private final Map<Hop, Long> added = new EnumMap<>(Hop.class);
    private long visible;
    private long next;
    private long sent;
    private long now = SECOND;

    Play(Random random) {
      this.random = random;
    }

    void conserves() {
      for (int i = 0; i < 300; i++) {
        now += random.nextLong(4 * SECOND);
        step();
      }
      take(losses.handOut(sent, next));
      take(losses.handOutTrailing(next));
      assertThat(countByHop(new ArrayList<>(handedOut.values()))).isEqualTo(added);
    }

    private void step() {
      switch (random.nextInt(8)) {
        case 0 -> next += random.nextInt(5);
        case 1 -> visible = next;
        case 2 -> {
          next = visible;
          losses.moveDown(next);
        }
        case 3 -> {
          take(losses.handOut(sent, visible));
          sent = visible;
        }
        case 4 -> losses.again();
        case 5 -> trailing();
        case 6 ->
            losses.durable(handedOut.keySet().stream().filter(_ -> random.nextBoolean()).toList());
        default -> lose();
      }
    }

    private void trailing() {
      OptionalLong due = losses.trailingDueNanos(next);
      if (sent == next && due.isPresent() && due.getAsLong() <= now) {
        take(losses.handOutTrailing(next));
      }
    }

    private void lose() {
      Hop hop = List.of(Hop.KERNEL, Hop.INTERFACE, Hop.SPOOL).get(random.nextInt(3));
      long count = 1L + random.nextInt(9);
      losses.add(new Loss(0, next, count, LossUnit.FRAMES, hop, now - 1, now, ""));
      added.merge(hop, count, Long::sum);
    }

    private void take(List<Loss> out) {
      for (Loss loss : out) {
        Loss before = handedOut.putIfAbsent(loss.number(), loss);
        assertThat(before == null ? loss : before.at(loss.beforePosition())).isEqualTo(loss);
      }
    }
  }

  private static Map<Hop, Long> countByHop(List<Loss> losses) {
    Map<Hop, Long> sums = new EnumMap<>(Hop.class);
    losses.forEach(loss -> sums.merge(loss.hop(), loss.count(), Long::sum));
    return sums;
  }

  private static Loss loss(long position, long count, Hop hop, long startNanos) {
    return new Loss(0, position, count, LossUnit.FRAMES, hop, startNanos, startNanos + 1, "");
  }
}
