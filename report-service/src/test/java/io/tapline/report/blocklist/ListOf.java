package io.tapline.report.blocklist;

import java.util.List;
import java.util.stream.Stream;

/** Lists for tests of those who use them. */
public final class ListOf {
  private ListOf() {}

  /** One list with the name {@code test}. */
  public static Blocklists entries(String... entries) {
    return new Blocklists(List.of(BlocklistParser.parse("test", Stream.of(entries), 1_000)));
  }
}
