package io.tapline.flowlog.assemble;

/**
 * Equal details of connections as one object, as far as they meet: most connections of an exporter
 * share interfaces, systems and masks. A fixed number of slots, the latest wins.
 */
final class DetailsPool {
  private static final int SLOTS = 1 << 13;

  private final EndpointDetails[] endpoints = new EndpointDetails[SLOTS];
  private final FlowDetails[] flows = new FlowDetails[SLOTS];

  /** An equal object, perhaps an earlier one. */
  FlowDetails pooled(FlowDetails details) {
    int slot = slot(details.hashCode());
    FlowDetails known = flows[slot];
    if (details.equals(known)) {
      return known;
    }
    FlowDetails fresh = details.with(pooled(details.low()), pooled(details.high()));
    flows[slot] = fresh;
    return fresh;
  }

  private EndpointDetails pooled(EndpointDetails details) {
    int slot = slot(details.hashCode());
    EndpointDetails known = endpoints[slot];
    if (details.equals(known)) {
      return known;
    }
    endpoints[slot] = details;
    return details;
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 16) & SLOTS - 1;
  }
}
