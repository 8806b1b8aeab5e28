package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/**
 * What flow records report of a connection besides endpoints and counts; kept beside its entry.
 *
 * @param samplingInterval counts were multiplied by it; of several the greatest, -1 = one of them
 *     is not known
 */
record ExportedDetails(
    long samplingInterval,
    EndpointDetails low,
    EndpointDetails high,
    String firewallAction,
    String firewallChain) {

  static ExportedDetails of(FlowRecord record, boolean fromHigh) {
    EndpointDetails source = EndpointDetails.ofSource(record);
    EndpointDetails destination = EndpointDetails.ofDestination(record);
    return new ExportedDetails(
        FlowCounts.sampling(record),
        fromHigh ? destination : source,
        fromHigh ? source : destination,
        FlowTexts.clip(record.firewallAction),
        FlowTexts.clip(record.firewallChain));
  }

  /** This, completed by what only the later one reports; this itself where that is nothing. */
  ExportedDetails and(ExportedDetails later) {
    long interval = FlowCounts.sampling(samplingInterval, later.samplingInterval);
    EndpointDetails bothLow = low.or(later.low);
    EndpointDetails bothHigh = high.or(later.high);
    String action = firewallAction.isEmpty() ? later.firewallAction : firewallAction;
    String chain = firewallChain.isEmpty() ? later.firewallChain : firewallChain;
    boolean nothingNew =
        interval == samplingInterval
            && bothLow.equals(low)
            && bothHigh.equals(high)
            && action.length() == firewallAction.length()
            && chain.length() == firewallChain.length();
    return nothingNew ? this : new ExportedDetails(interval, bothLow, bothHigh, action, chain);
  }

  ExportedDetails with(EndpointDetails otherLow, EndpointDetails otherHigh) {
    return new ExportedDetails(
        samplingInterval, otherLow, otherHigh, firewallAction, firewallChain);
  }

  EndpointDetails side(boolean ofHigh) {
    return ofHigh ? high : low;
  }

  /** Written out, as in {@link EndpointDetails}: it is asked for each flow record. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ExportedDetails that
            && samplingInterval == that.samplingInterval
            && low.equals(that.low)
            && high.equals(that.high)
            && firewallAction.equals(that.firewallAction)
            && firewallChain.equals(that.firewallChain));
  }

  @Override
  public int hashCode() {
    return hash(low.hashCode(), high.hashCode());
  }

  /** Where the hashes of both sides are known already: they are the dear part. */
  int hash(int ofLow, int ofHigh) {
    int hash = 31 * ofLow + ofHigh;
    hash = 31 * hash + Long.hashCode(samplingInterval);
    return 31 * (31 * hash + firewallAction.hashCode()) + firewallChain.hashCode();
  }
}
