package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.frame.FrameView;
import io.tapline.wire.protocol.IcmpTypes;
import io.tapline.wire.protocol.IpProtocols;
import java.util.SplittableRandom;

/**
 * What tells connections apart: both endpoints, the smaller one first, the protocol, and the number
 * of the context. One instance is reused for all frames.
 *
 * <p>The hash only chooses a slot; it is seeded per process, so that nobody can aim at it, and
 * nothing that is logged depends on it.
 */
final class ConnectionKey {
  private static final long SEED = new SplittableRandom().nextLong();
  private static final long MULTIPLIER_1 = 0xa0761d6478bd642fL;
  private static final long MULTIPLIER_2 = 0xe7037ed1a0b428dbL;
  private static final long MULTIPLIER_3 = 0x8ebc6af09c88c6e3L;

  static final int PROTOCOL_SHIFT = 32;
  static final int CONTEXT_SHIFT = 40;

  /** A bit that no type or code of ICMP has. */
  private static final int ONE_WAY_FROM_HIGH = 1 << 15;

  long lowHigh;
  long lowLow;
  long highHigh;
  long highLow;

  /**
   * Context number (24 bits), protocol (8), port of the low endpoint, port of the high endpoint (16
   * each). Messages of ICMP without an answer are a connection for each direction; where type and
   * code are equal {@link #ONE_WAY_FROM_HIGH} tells those apart.
   */
  long ports;

  /** Whether the frame was sent by the high endpoint. */
  boolean fromHigh;

  void of(FrameView frame, int context) {
    of(
        frame.sourceHigh(),
        frame.sourceLow(),
        frame.sourcePort(),
        frame.destinationHigh(),
        frame.destinationLow(),
        frame.destinationPort(),
        (long) context << CONTEXT_SHIFT | (long) frame.protocol() << PROTOCOL_SHIFT);
  }

  void of(FlowRecord record, int context) {
    of(
        record.sourceHigh,
        record.sourceLow,
        FlowCounts.sourcePort(record),
        record.destinationHigh,
        record.destinationLow,
        FlowCounts.destinationPort(record),
        (long) context << CONTEXT_SHIFT | (record.protocol & 0xffL) << PROTOCOL_SHIFT);
  }

  /** From a source to a destination; {@code above} is what stands above the ports. */
  void of(
      long sourceHigh,
      long sourceLow,
      long sourcePort,
      long destinationHigh,
      long destinationLow,
      long destinationPort,
      long above) {
    fromHigh =
        isGreater(
            sourceHigh, sourceLow, sourcePort, destinationHigh, destinationLow, destinationPort);
    if (fromHigh) {
      set(
          destinationHigh,
          destinationLow,
          sourceHigh,
          sourceLow,
          above | destinationPort << 16 | sourcePort | oneWay(sourcePort, destinationPort, above));
    } else {
      set(
          sourceHigh,
          sourceLow,
          destinationHigh,
          destinationLow,
          above | sourcePort << 16 | destinationPort);
    }
  }

  private static long oneWay(long sourcePort, long destinationPort, long above) {
    int protocol = protocol(above);
    return sourcePort == destinationPort
            && IpProtocols.isIcmp(protocol)
            && IcmpTypes.counterpart(protocol, (int) sourcePort) == IcmpTypes.NONE
        ? ONE_WAY_FROM_HIGH
        : 0;
  }

  /** Of the high or the low endpoint. */
  static int port(long ports, boolean high) {
    int port = (int) (ports >> (high ? 0 : 16)) & 0xffff;
    return IpProtocols.isIcmp(protocol(ports)) ? port & ~ONE_WAY_FROM_HIGH : port;
  }

  static int context(long ports) {
    return (int) (ports >>> CONTEXT_SHIFT);
  }

  static int protocol(long ports) {
    return (int) (ports >>> PROTOCOL_SHIFT) & 0xff;
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
