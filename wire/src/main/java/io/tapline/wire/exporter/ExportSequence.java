package io.tapline.wire.exporter;

import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.LossUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The sequence of one sender: numbers modulo 2^32 that count datagrams or records. A gap is kept
 * open for the datagrams that overtook each other, and called a loss when enough later ones came or
 * enough time went by. A number that goes back into no gap begins a new sequence; nothing is lost
 * then, because nobody can know.
 */
public final class ExportSequence {
  /** Value of {@code advance}: how many numbers the datagram takes is not known. */
  public static final long UNKNOWN_ADVANCE = -1;

  /** A jump over more numbers than this is a new sequence and no loss. */
  static final long LARGEST_GAP = 1 << 24;

  /** Gaps that are remembered; the oldest is called a loss, or forgotten if it was. */
  static final int MAXIMUM_GAPS = 16;

  private final ExportLimits limits;
  private final List<SequenceGap> gaps = new ArrayList<>();
  private boolean started;
  private int next;
  private boolean nextKnown;
  private long lastNanos;
  private long lost;

  /** A sequence that has not begun. */
  public ExportSequence(ExportLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes the number of a datagram.
   *
   * @param sequence its number, 32 bits
   * @param advance how many numbers it takes; 0 if none, or {@link #UNKNOWN_ADVANCE}
   * @param timeNanos when it was received
   * @param rebooted whether something else says that the exporter began anew
   * @param losses takes gaps that are losses now
   */
  public Arrival accept(
      int sequence, long advance, long timeNanos, boolean rebooted, Consumer<FlowLoss> losses) {
    Arrival arrival = place(sequence, advance, timeNanos, rebooted, losses);
    if (!gaps.isEmpty()) {
      gaps.forEach(gap -> gap.laterDatagrams++);
      settle(timeNanos, losses);
    }
    return arrival;
  }

  private Arrival place(
      int sequence, long advance, long timeNanos, boolean rebooted, Consumer<FlowLoss> losses) {
    int ahead = started ? sequence - next : 0;
    boolean inOrder = ahead == 0 || (ahead > 0 && !nextKnown);
    if (ahead < 0 && advance == 0 && !rebooted) {
      return Arrival.REORDERED;
    }
    if (inOrder) {
      return forward(sequence, advance, timeNanos);
    }
    if (rebooted || ahead > LARGEST_GAP) {
      return restart(sequence, advance, timeNanos, losses);
    }
    if (ahead > 0) {
      gaps.add(new SequenceGap(next, ahead, lastNanos, timeNanos));
      return forward(sequence, advance, timeNanos);
    }
    return backward(sequence, advance, timeNanos, losses);
  }

  private Arrival forward(int sequence, long advance, long timeNanos) {
    started = true;
    nextKnown = advance >= 0;
    next = sequence + (int) Math.max(0, advance);
    lastNanos = timeNanos;
    return Arrival.FORWARD;
  }

  private Arrival backward(int sequence, long advance, long timeNanos, Consumer<FlowLoss> losses) {
    long least = Math.max(1, advance);
    for (int i = 0; i < gaps.size(); i++) {
      SequenceGap gap = gaps.get(i);
      if (gap.holds(sequence, least)) {
        fill(i, gap, sequence, least);
        return gap.reported ? Arrival.LATE : Arrival.REORDERED;
      }
    }
    return restart(sequence, advance, timeNanos, losses);
  }

  private void fill(int index, SequenceGap gap, int sequence, long advance) {
    gaps.remove(index);
    SequenceGap after = gap.after(sequence + (int) advance);
    SequenceGap before = gap.before(sequence);
    if (after.length > 0) {
      gaps.add(index, after);
    }
    if (before.length > 0) {
      gaps.add(index, before);
    }
  }

  private Arrival restart(int sequence, long advance, long timeNanos, Consumer<FlowLoss> losses) {
    finish(losses);
    gaps.clear();
    forward(sequence, advance, timeNanos);
    return Arrival.RESTARTED;
  }

  /** Whether the number comes next, or at most so many after it. */
  public boolean continuesWith(int number, int slack) {
    int ahead = number - next;
    return started && ahead >= 0 && ahead <= slack;
  }

  /** The number that comes next, when it turned out that another one was expected wrongly. */
  public void expect(int number) {
    next = number;
    nextKnown = true;
  }

  /** Calls those gaps a loss that nobody will fill any more at this time. */
  public void settle(long timeNanos, Consumer<FlowLoss> losses) {
    for (SequenceGap gap : gaps) {
      if (gap.laterDatagrams > limits.reorderDatagrams()
          || timeNanos - gap.endNanos >= limits.reorderNanos()) {
        report(gap, losses);
      }
    }
    while (gaps.size() > MAXIMUM_GAPS) {
      report(gaps.removeFirst(), losses);
    }
  }

  /** Calls all gaps a loss: nothing more will come. */
  public void finish(Consumer<FlowLoss> losses) {
    gaps.forEach(gap -> report(gap, losses));
  }

  private void report(SequenceGap gap, Consumer<FlowLoss> losses) {
    if (!gap.reported) {
      gap.reported = true;
      lost += gap.length;
      losses.accept(new FlowLoss(gap.length, LossUnit.UNKNOWN, gap.startNanos, gap.endNanos, ""));
    }
  }

  /** Whether there are gaps that may still be filled. */
  public boolean unsettled() {
    if (gaps.isEmpty()) {
      return false;
    }
    for (SequenceGap gap : gaps) {
      if (!gap.reported) {
        return true;
      }
    }
    return false;
  }

  /** Numbers called a loss so far. */
  public long lost() {
    return lost;
  }

  /** Appends everything. */
  public void save(StateWriter state) {
    state.bool(started);
    state.int32(next);
    state.bool(nextKnown);
    state.int64(lastNanos);
    state.int64(lost);
    state.int32(gaps.size());
    gaps.forEach(gap -> gap.save(state));
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(StateReader state) {
    started = state.bool();
    next = state.int32();
    nextKnown = state.bool();
    lastNanos = state.int64();
    lost = state.int64();
    int count = state.count(MAXIMUM_GAPS);
    for (int i = 0; i < count; i++) {
      gaps.add(SequenceGap.restored(state));
    }
  }
}
