package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.Arrival;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.ExportSequence;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.flow.FlowLoss;
import java.util.function.Consumer;

/**
 * The sequence of a sender's messages, whatever it counts: when a message is out of order by the
 * usual counting and in order by another one, the other one holds, until it is the only one that
 * explains a message; then it stays.
 */
final class MessageSequence {
  /** A number that is ahead by so little may go on where the last one was. */
  private static final int NEAR = 64;

  private static final Counting[] COUNTINGS = Counting.values();

  private final ExportSequence sequence;
  private Counting counting;
  private boolean certain;
  private int last;
  private long lastRecords;
  private long lastFlows;

  MessageSequence(Dialect dialect, ExportLimits limits) {
    sequence = new ExportSequence(limits);
    counting = Counting.usual(dialect);
  }

  /** Whether the number seems to go on from the last one. */
  boolean near(int number) {
    int ahead = number - last;
    return ahead >= 0 && ahead <= NEAR;
  }

  /** Whether the number comes next, or a little later because something was lost. */
  boolean continuesWith(int number) {
    return sequence.continuesWith(number, NEAR);
  }

  boolean countsRecords() {
    return counting != Counting.MESSAGES;
  }

  /** Takes a message whose records are all known. */
  Arrival accept(
      MessageHeader header,
      long records,
      long flows,
      long timeNanos,
      boolean rebooted,
      Consumer<FlowLoss> losses) {
    int number = header.sequence;
    if (!certain && !rebooted && records > 0 && lastRecords > 0) {
      judge(number, records, flows);
    }
    int first = counting.first(number, records, flows);
    long advance = counting.advance(records, flows);
    Arrival arrival = sequence.accept(first, advance, timeNanos, rebooted, losses);
    remember(arrival, number, records, flows);
    return arrival;
  }

  /** Takes a message of whose records not all are known. */
  Arrival acceptUnknown(
      MessageHeader header, long timeNanos, boolean rebooted, Consumer<FlowLoss> losses) {
    long advance = counting == Counting.MESSAGES ? 1 : ExportSequence.UNKNOWN_ADVANCE;
    Arrival arrival = sequence.accept(header.sequence, advance, timeNanos, rebooted, losses);
    remember(arrival, header.sequence, 0, 0);
    return arrival;
  }

  private void judge(int number, long records, long flows) {
    boolean explained = explains(counting, number, records, flows);
    int others = 0;
    for (Counting other : COUNTINGS) {
      if (other != counting && explains(other, number, records, flows)) {
        others++;
        if (!explained) {
          counting = other;
          explained = true;
          others = 1;
          sequence.expect(other.first(number, records, flows));
        }
      }
    }
    certain = explained && others == 0;
  }

  /** Whether the message follows the last one by this counting. */
  private boolean explains(Counting how, int number, long records, long flows) {
    int expected =
        how.first(last, lastRecords, lastFlows) + (int) how.advance(lastRecords, lastFlows);
    return how.first(number, records, flows) == expected;
  }

  private void remember(Arrival arrival, int number, long records, long flows) {
    if (arrival == Arrival.RESTARTED) {
      certain = false;
    }
    if (arrival == Arrival.FORWARD || arrival == Arrival.RESTARTED) {
      last = number;
      lastRecords = records;
      lastFlows = flows;
    }
  }

  void settle(long timeNanos, Consumer<FlowLoss> losses) {
    sequence.settle(timeNanos, losses);
  }

  void finish(Consumer<FlowLoss> losses) {
    sequence.finish(losses);
  }

  boolean unsettled() {
    return sequence.unsettled();
  }

  void save(StateWriter state) {
    counting.save(state);
    state.bool(certain);
    state.int32(last);
    state.int64(lastRecords);
    state.int64(lastFlows);
    sequence.save(state);
  }

  void restore(StateReader state) {
    counting = Counting.restored(state);
    certain = state.bool();
    last = state.int32();
    lastRecords = state.int64();
    lastFlows = state.int64();
    sequence.restore(state);
  }
}
