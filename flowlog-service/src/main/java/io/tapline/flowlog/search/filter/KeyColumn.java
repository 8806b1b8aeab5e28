package io.tapline.flowlog.search.filter;

import java.util.List;

/** What connections are grouped by: a field, or the prefixes of its addresses. */
public sealed interface KeyColumn permits Field, Prefixes {
  /** SQL expressions over a segment's columns whose values together make a group. */
  List<String> columns();
}
