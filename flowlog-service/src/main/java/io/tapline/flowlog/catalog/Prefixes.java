package io.tapline.flowlog.catalog;

import io.tapline.wire.address.IpPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Sets of prefixes. */
final class Prefixes {
  /** By the first address, a prefix before those that are within it. */
  private static final Comparator<IpPrefix> ORDER =
      Comparator.comparing(IpPrefix::high, Long::compareUnsigned)
          .thenComparing(IpPrefix::low, Long::compareUnsigned)
          .thenComparing(IpPrefix::lengthBits);

  private Prefixes() {}

  /** The same addresses, sorted, without prefixes that are within another. */
  static List<IpPrefix> merged(Collection<IpPrefix> prefixes) {
    List<IpPrefix> kept = new ArrayList<>();
    for (IpPrefix prefix : prefixes.stream().sorted(ORDER).toList()) {
      if (kept.isEmpty() || !kept.getLast().contains(prefix.high(), prefix.low())) {
        kept.add(prefix);
      }
    }
    return List.copyOf(kept);
  }
}
