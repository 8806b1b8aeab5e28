package io.tapline.wire.detect;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The header line of nfdump's CSV, of version 1.6 (short names) or 1.7. */
final class NfdumpCsvSignature extends LineSignature {
  private static final List<Set<String>> COLUMNS =
      List.of(
          Set.of("ts", "firstSeen", "first", "tsstart"),
          Set.of("sa", "srcAddr", "srcIP", "src4Addr"),
          Set.of("da", "dstAddr", "dstIP", "dst4Addr"),
          Set.of("pr", "proto"));

  NfdumpCsvSignature() {
    super(FileFormat.NFDUMP_CSV, "is a header of nfdump (ts,te,td,sa,da ... or firstSeen ...)");
  }

  @Override
  boolean fits(String line) {
    List<String> names = List.of(line.replace(" ", "").split(",", -1));
    return COLUMNS.stream().noneMatch(any -> Collections.disjoint(any, names));
  }
}
