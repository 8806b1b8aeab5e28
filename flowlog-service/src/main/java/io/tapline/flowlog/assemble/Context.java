package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/**
 * What tells connections apart besides endpoints and protocol: connections with different contexts
 * are different ones.
 *
 * @param exporterHigh address of the exporter that reported it; both halves 0 for captured packets
 * @param observationDomain number that the exporter gives to a part of itself
 * @param tunnel that it was in, outermost first, for example {@code vxlan/100}; empty = none
 * @param outer the ends of the tunnels of captured packets; null where not known
 */
public record Context(
    long exporterHigh,
    long exporterLow,
    long observationDomain,
    String tunnel,
    @Nullable OuterHosts outer) {
  /** Captured packets outside of tunnels. */
  public static final Context NONE = new Context(0, 0, 0, "", null);

  /** The exporter that reported a flow, and its tunnel. */
  static Context of(FlowRecord record) {
    return new Context(
        record.exporterHigh,
        record.exporterLow,
        record.observationDomain,
        FlowTexts.clip(record.tunnel),
        null);
  }

  /** Captured packets in a tunnel, whoever its ends are. */
  public static Context ofTunnel(String tunnel) {
    return ofTunnel(tunnel, null);
  }

  /** Captured packets in a tunnel between two hosts. */
  static Context ofTunnel(String tunnel, @Nullable OuterHosts outer) {
    return tunnel.isEmpty() ? NONE : new Context(0, 0, 0, tunnel, outer);
  }
}
