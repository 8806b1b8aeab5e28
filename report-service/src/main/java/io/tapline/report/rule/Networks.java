package io.tapline.report.rule;

import java.util.List;
import java.util.stream.Collectors;

/** The networks whose hosts are ours, as filters. */
public record Networks(List<String> prefixes) {
  public Networks {
    prefixes = List.copyOf(prefixes);
  }

  /** The column's address is ours. */
  String inside(String column) {
    return KeyFilter.oneOf(column, prefixes);
  }

  /** The column's address is not ours, and not of a group of hosts. */
  String outside(String column) {
    return prefixes.stream()
        .map(prefix -> "NOT " + column + " = " + prefix)
        .collect(Collectors.joining(" AND "));
  }
}
