package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/**
 * What flow records report of one endpoint besides address, port and counts. Numbers that were not
 * reported are {@link FlowRecord#UNKNOWN}; of addresses that were not reported both halves are 0;
 * texts are empty.
 *
 * @param interfaceIndex SNMP index of the interface towards it: by which its packets came in
 * @param maskBits length of its prefix
 * @param tos type of service or traffic class of what it sent
 * @param nextHopHigh where its packets went next
 * @param natHigh address behind a translation
 * @param tag of flow-tools
 */
public record EndpointDetails(
    long interfaceIndex,
    String interfaceName,
    long autonomousSystem,
    int maskBits,
    int tos,
    long nextHopHigh,
    long nextHopLow,
    long natHigh,
    long natLow,
    int natPort,
    long tag) {
  public static final EndpointDetails NOTHING =
      new EndpointDetails(
          FlowRecord.UNKNOWN,
          "",
          FlowRecord.UNKNOWN,
          FlowRecord.UNKNOWN,
          FlowRecord.UNKNOWN,
          0,
          0,
          0,
          0,
          0,
          FlowRecord.UNKNOWN);

  static EndpointDetails ofSource(FlowRecord record) {
    return new EndpointDetails(
        record.inputInterface,
        FlowTexts.clip(record.inputInterfaceName),
        record.sourceAs,
        record.sourceMask,
        record.tos,
        record.nextHopHigh,
        record.nextHopLow,
        record.natSourceHigh,
        record.natSourceLow,
        record.natSourcePort,
        record.sourceTag);
  }

  static EndpointDetails ofDestination(FlowRecord record) {
    return new EndpointDetails(
        record.outputInterface,
        FlowTexts.clip(record.outputInterfaceName),
        record.destinationAs,
        record.destinationMask,
        record.reverseTos,
        0,
        0,
        record.natDestinationHigh,
        record.natDestinationLow,
        record.natDestinationPort,
        record.destinationTag);
  }

  /** This, completed by what only the other reports; this itself where that is nothing. */
  EndpointDetails or(EndpointDetails other) {
    return lacks(other) ? with(other) : this;
  }

  private boolean lacks(EndpointDetails other) {
    return isNew(interfaceIndex, other.interfaceIndex)
        || isNew(autonomousSystem, other.autonomousSystem)
        || isNew(maskBits, other.maskBits)
        || isNew(tos, other.tos)
        || isNew(tag, other.tag)
        || (!hasNextHop() && other.hasNextHop())
        || (!hasNat() && (other.hasNat() || other.natPort != natPort))
        || (interfaceName.isEmpty() && !other.interfaceName.isEmpty());
  }

  private static boolean isNew(long reported, long later) {
    return reported == FlowRecord.UNKNOWN && later != FlowRecord.UNKNOWN;
  }

  private EndpointDetails with(EndpointDetails other) {
    boolean hop = hasNextHop();
    boolean nat = hasNat();
    return new EndpointDetails(
        first(interfaceIndex, other.interfaceIndex),
        interfaceName.isEmpty() ? other.interfaceName : interfaceName,
        first(autonomousSystem, other.autonomousSystem),
        (int) first(maskBits, other.maskBits),
        (int) first(tos, other.tos),
        hop ? nextHopHigh : other.nextHopHigh,
        hop ? nextHopLow : other.nextHopLow,
        nat ? natHigh : other.natHigh,
        nat ? natLow : other.natLow,
        nat ? natPort : other.natPort,
        first(tag, other.tag));
  }

  private boolean hasNextHop() {
    return (nextHopHigh | nextHopLow) != 0;
  }

  private boolean hasNat() {
    return (natHigh | natLow) != 0;
  }

  private static long first(long reported, long later) {
    return reported == FlowRecord.UNKNOWN ? later : reported;
  }

  /**
   * Written out, because it is asked for each flow record: what a record has by itself goes through
   * a method handle for each component.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof EndpointDetails that && sameAs(that));
  }

  private boolean sameAs(EndpointDetails that) {
    return interfaceIndex == that.interfaceIndex
        && autonomousSystem == that.autonomousSystem
        && maskBits == that.maskBits
        && tos == that.tos
        && nextHopHigh == that.nextHopHigh
        && nextHopLow == that.nextHopLow
        && natHigh == that.natHigh
        && natLow == that.natLow
        && natPort == that.natPort
        && tag == that.tag
        && interfaceName.equals(that.interfaceName);
  }

  /** A sum of products, none of which waits for another. */
  @Override
  public int hashCode() {
    long small = (long) maskBits << 48 ^ (long) tos << 32 ^ natPort;
    long hash =
        interfaceIndex * 0x9E3779B97F4A7C15L
            + autonomousSystem * 0xC2B2AE3D27D4EB4FL
            + small * 0x165667B19E3779F9L
            + nextHopHigh * 0xD6E8FEB86659FD93L
            + nextHopLow * 0xA0761D6478BD642FL
            + natHigh * 0xE7037ED1A0B428DBL
            + natLow * 0x8EBC6AF09C88C6E3L
            + tag * 0x589965CC75374CC3L;
    return Long.hashCode(hash) + interfaceName.hashCode();
  }
}
