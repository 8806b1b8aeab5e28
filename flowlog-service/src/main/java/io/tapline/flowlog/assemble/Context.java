package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;

/**
 * What tells connections apart besides endpoints and protocol: connections with different contexts
 * are different ones.
 *
 * @param exporterHigh address of who told of it; both halves 0 for captured packets
 * @param observationDomain number that the exporter gives to a part of itself
 * @param tunnel that it was in, outermost first, for example {@code vxlan/100}; empty = none
 */
public record Context(long exporterHigh, long exporterLow, long observationDomain, String tunnel) {
  /** Captured packets outside of tunnels. */
  public static final Context NONE = new Context(0, 0, 0, "");

  /** Who told of a flow, and its tunnel. */
  static Context of(FlowRecord record) {
    return new Context(
        record.exporterHigh,
        record.exporterLow,
        record.observationDomain,
        FlowTexts.clip(record.tunnel));
  }

  /** Captured packets in a tunnel. */
  public static Context ofTunnel(String tunnel) {
    return tunnel.isEmpty() ? NONE : new Context(0, 0, 0, tunnel);
  }
}
