package io.tapline.flowlog.catalog;

import io.tapline.wire.address.IpPrefix;
import java.util.List;

/**
 * A named set of addresses.
 *
 * @param name see {@link NetObjectName}
 * @param prefixes sorted, none within another
 * @param hidden whether filters may not name it
 * @param commit that changed it last; 0 for one that is not committed
 */
public record NetObject(String name, List<IpPrefix> prefixes, boolean hidden, long commit) {
  /**
   * @param prefixes in any order, also within each other
   */
  public static NetObject of(String name, List<IpPrefix> prefixes, boolean hidden) {
    return new NetObject(NetObjectName.checked(name), Prefixes.merged(prefixes), hidden, 0);
  }

  String[] prefixTexts() {
    return prefixes.stream().map(IpPrefix::toString).toArray(String[]::new);
  }
}
