package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;

/**
 * What flow records tell of a connection besides endpoints and counts; kept beside its entry.
 *
 * @param samplingInterval counts were multiplied by it; of several the greatest
 */
record FlowDetails(
    long samplingInterval,
    EndpointDetails low,
    EndpointDetails high,
    String firewallAction,
    String firewallChain) {

  static FlowDetails of(FlowRecord record, boolean fromHigh) {
    EndpointDetails source = EndpointDetails.ofSource(record);
    EndpointDetails destination = EndpointDetails.ofDestination(record);
    return new FlowDetails(
        FlowCounts.interval(record),
        fromHigh ? destination : source,
        fromHigh ? source : destination,
        FlowTexts.clip(record.firewallAction),
        FlowTexts.clip(record.firewallChain));
  }

  /** This, and of the later one what this does not tell. */
  FlowDetails and(FlowDetails later) {
    FlowDetails both =
        new FlowDetails(
            Math.max(samplingInterval, later.samplingInterval),
            low.or(later.low),
            high.or(later.high),
            firewallAction.isEmpty() ? later.firewallAction : firewallAction,
            firewallChain.isEmpty() ? later.firewallChain : firewallChain);
    return both.equals(this) ? this : both;
  }

  FlowDetails with(EndpointDetails otherLow, EndpointDetails otherHigh) {
    return new FlowDetails(samplingInterval, otherLow, otherHigh, firewallAction, firewallChain);
  }

  EndpointDetails side(boolean ofHigh) {
    return ofHigh ? high : low;
  }
}
