package io.tapline.report.fwctl;

import java.util.HashMap;
import java.util.Map;

/**
 * What is equal for the records of one group, as numbers: the two halves of an address or the
 * number of an alias, and the service. For one thread.
 */
final class GroupKey {
  /** Numbers of a key. */
  static final int WORDS = 3;

  private final Family family;
  private final Map<String, Long> aliases = new HashMap<>();
  private final long[] key = new long[WORDS];

  GroupKey(Family family) {
    this.family = family;
  }

  /** The key of a packet's group; valid until the next. */
  long[] of(Packet packet) {
    if (family.hasHost()) {
      key[0] = family.isSource() ? packet.sourceHigh : packet.destinationHigh;
      key[1] = family.isSource() ? packet.sourceLow : packet.destinationLow;
    } else if (family.hasAlias()) {
      key[1] = alias(packet);
    }
    key[2] = family.hasService() ? packet.service() : 0;
    return key;
  }

  private long alias(Packet packet) {
    String alias =
        packet.text(family.isSource() ? RecordField.SOURCE_ALIAS : RecordField.DESTINATION_ALIAS);
    Long number = aliases.get(alias);
    if (number == null) {
      number = (long) aliases.size();
      aliases.put(alias, number);
    }
    return number;
  }
}
