package io.tapline.report.rule;

import io.tapline.report.log.KeyFilter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The networks whose hosts are ours, as filters. */
public record Networks(List<String> prefixes) {
  /** Multicast, broadcast and link-local addresses: what announces itself does so in a rhythm. */
  private static final List<String> NOT_ROUTED =
      List.of("224.0.0.0/3", "169.254.0.0/16", "ff00::/8", "fe80::/10");

  public Networks {
    prefixes = List.copyOf(prefixes);
  }

  /** The column's address is ours. */
  String inside(String column) {
    return KeyFilter.oneOf(column, prefixes);
  }

  /** The column's address is not ours, and not of a group of hosts or of the link. */
  String outside(String column) {
    return Stream.concat(prefixes.stream(), NOT_ROUTED.stream())
        .map(prefix -> "NOT " + column + " = " + prefix)
        .collect(Collectors.joining(" AND "));
  }
}
