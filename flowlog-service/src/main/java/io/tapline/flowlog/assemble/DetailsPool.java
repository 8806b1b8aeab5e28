package io.tapline.flowlog.assemble;

/**
 * Equal details of connections as one object, as far as they meet: most connections of an exporter
 * share interfaces, systems and masks. A fixed number of slots, the latest wins.
 */
final class DetailsPool {
  private static final int SLOTS = 1 << 13;

  private final EndpointDetails[] endpoints = new EndpointDetails[SLOTS];
  private final ExportedDetails[] flows = new ExportedDetails[SLOTS];

  /** An equal object, perhaps an earlier one. */
  ExportedDetails pooled(ExportedDetails details) {
    int low = details.low().hashCode();
    int high = details.high().hashCode();
    int slot = slot(details.hash(low, high));
    ExportedDetails known = flows[slot];
    if (details.equals(known)) {
      return known;
    }
    ExportedDetails fresh = details.with(pooled(details.low(), low), pooled(details.high(), high));
    flows[slot] = fresh;
    return fresh;
  }

  private EndpointDetails pooled(EndpointDetails details, int hash) {
    int slot = slot(hash);
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
