package io.tapline.flowlog.assemble;

import io.tapline.wire.frame.FrameView;
import java.util.SplittableRandom;

/**
 * What tells connections apart: both endpoints, the smaller one first, and the protocol. One
 * instance is reused for all frames.
 *
 * <p>The hash only chooses a slot; it is seeded per process, so that nobody can aim at it, and
 * nothing that is logged depends on it.
 */
final class ConnectionKey {
  private static final long SEED = new SplittableRandom().nextLong();
  private static final long MULTIPLIER_1 = 0xa0761d6478bd642fL;
  private static final long MULTIPLIER_2 = 0xe7037ed1a0b428dbL;
  private static final long MULTIPLIER_3 = 0x8ebc6af09c88c6e3L;

  long lowHigh;
  long lowLow;
  long highHigh;
  long highLow;

  /** protocol, port of the low endpoint, port of the high endpoint: 16 bits each. */
  long ports;

  /** Whether the frame was sent by the high endpoint. */
  boolean fromHigh;

  void of(FrameView frame) {
    long protocol = (long) frame.protocol() << 32;
    long source = frame.sourcePort();
    long destination = frame.destinationPort();
    fromHigh =
        isGreater(
            frame.sourceHigh(),
            frame.sourceLow(),
            source,
            frame.destinationHigh(),
            frame.destinationLow(),
            destination);
    if (fromHigh) {
      set(
          frame.destinationHigh(),
          frame.destinationLow(),
          frame.sourceHigh(),
          frame.sourceLow(),
          protocol | destination << 16 | source);
    } else {
      set(
          frame.sourceHigh(),
          frame.sourceLow(),
          frame.destinationHigh(),
          frame.destinationLow(),
          protocol | source << 16 | destination);
    }
  }

  void set(long lowHigh, long lowLow, long highHigh, long highLow, long ports) {
    this.lowHigh = lowHigh;
    this.lowLow = lowLow;
    this.highHigh = highHigh;
    this.highLow = highLow;
    this.ports = ports;
  }

  int hash() {
    return hash(lowHigh, lowLow, highHigh, highLow, ports);
  }

  static int hash(long lowHigh, long lowLow, long highHigh, long highLow, long ports) {
    long low = fold(lowHigh ^ SEED, lowLow ^ MULTIPLIER_1);
    long high = fold(highHigh ^ MULTIPLIER_2, highLow ^ SEED);
    long mixed = fold(low ^ ports ^ MULTIPLIER_3, high ^ MULTIPLIER_1);
    return (int) (mixed ^ mixed >>> 32);
  }

  private static long fold(long left, long right) {
    return Math.unsignedMultiplyHigh(left, right) ^ left * right;
  }

  private static boolean isGreater(
      long high1, long low1, long port1, long high2, long low2, long port2) {
    if (high1 != high2) {
      return Long.compareUnsigned(high1, high2) > 0;
    }
    if (low1 != low2) {
      return Long.compareUnsigned(low1, low2) > 0;
    }
    return port1 > port2;
  }
}
