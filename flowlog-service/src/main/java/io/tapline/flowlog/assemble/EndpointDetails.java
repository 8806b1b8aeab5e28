package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;

/**
 * What flow records tell of one endpoint besides address, port and counts. Numbers that were not
 * told are {@link FlowRecord#UNKNOWN}; of addresses that were not told both halves are 0; texts are
 * empty.
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

  /** This, and of the other what this does not tell. */
  EndpointDetails or(EndpointDetails other) {
    boolean hop = (nextHopHigh | nextHopLow) != 0;
    boolean nat = (natHigh | natLow) != 0;
    EndpointDetails both =
        new EndpointDetails(
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
    return both.equals(this) ? this : both;
  }

  private static long first(long told, long later) {
    return told == FlowRecord.UNKNOWN ? later : told;
  }
}
