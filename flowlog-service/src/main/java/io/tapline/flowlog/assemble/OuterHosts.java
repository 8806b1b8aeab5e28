package io.tapline.flowlog.assemble;

import io.tapline.wire.frame.TunnelStack;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a tunnel, the smaller address first, so that both directions have the same.
 *
 * @param around the ends of the tunnel that this one lies in; null = none
 */
record OuterHosts(
    long lowHigh, long lowLow, long highHigh, long highLow, @Nullable OuterHosts around) {

  /** Of the innermost of the tunnels down to a depth of at least 1. */
  static OuterHosts of(TunnelStack tunnels, int depth) {
    OuterHosts hosts = of(tunnels, 0, null);
    for (int level = 1; level < depth; level++) {
      hosts = of(tunnels, level, hosts);
    }
    return hosts;
  }

  /** Of the tunnel that is in none. */
  OuterHosts outermost() {
    return around == null ? this : around.outermost();
  }

  private static OuterHosts of(TunnelStack tunnels, int level, @Nullable OuterHosts around) {
    long sourceHigh = tunnels.sourceHigh(level);
    long sourceLow = tunnels.sourceLow(level);
    long destinationHigh = tunnels.destinationHigh(level);
    long destinationLow = tunnels.destinationLow(level);
    int byHigh = Long.compareUnsigned(sourceHigh, destinationHigh);
    int order = byHigh != 0 ? byHigh : Long.compareUnsigned(sourceLow, destinationLow);
    return order <= 0
        ? new OuterHosts(sourceHigh, sourceLow, destinationHigh, destinationLow, around)
        : new OuterHosts(destinationHigh, destinationLow, sourceHigh, sourceLow, around);
  }

  /** Whether these are the ends of the tunnels down to a depth; allocates nothing. */
  static boolean matches(@Nullable OuterHosts innermost, TunnelStack tunnels, int depth) {
    OuterHosts hosts = innermost;
    for (int level = depth - 1; level >= 0; level--) {
      if (hosts == null || !hosts.areEnds(tunnels, level)) {
        return false;
      }
      hosts = hosts.around;
    }
    return hosts == null;
  }

  private boolean areEnds(TunnelStack tunnels, int level) {
    long sourceHigh = tunnels.sourceHigh(level);
    long sourceLow = tunnels.sourceLow(level);
    long destinationHigh = tunnels.destinationHigh(level);
    long destinationLow = tunnels.destinationLow(level);
    boolean forth =
        sourceLow == lowLow
            && destinationLow == highLow
            && sourceHigh == lowHigh
            && destinationHigh == highHigh;
    return forth
        || (sourceLow == highLow
            && destinationLow == lowLow
            && sourceHigh == highHigh
            && destinationHigh == lowHigh);
  }

  static void write(SnapshotWriter out, @Nullable OuterHosts innermost) {
    long count = 0;
    for (OuterHosts hosts = innermost; hosts != null; hosts = hosts.around) {
      count++;
    }
    out.writeLong(count);
    if (innermost != null) {
      innermost.write(out);
    }
  }

  /** The outermost first. */
  private void write(SnapshotWriter out) {
    if (around != null) {
      around.write(out);
    }
    out.writeLong(lowHigh);
    out.writeLong(lowLow);
    out.writeLong(highHigh);
    out.writeLong(highLow);
  }

  static @Nullable OuterHosts read(SnapshotReader in) {
    OuterHosts hosts = null;
    long count = in.readLong();
    in.require(count >= 0 && count <= TunnelStack.MAXIMUM_DEPTH, "a tunnel is too deep");
    for (long left = count; left > 0; left--) {
      hosts = new OuterHosts(in.readLong(), in.readLong(), in.readLong(), in.readLong(), hosts);
    }
    return hosts;
  }
}
