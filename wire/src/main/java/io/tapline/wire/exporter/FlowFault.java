package io.tapline.wire.exporter;

/** Why records or messages do not count as they are, with a counter and words for people. */
public enum FlowFault {
  COUNTERS_OUT_OF_RANGE(
      ExportCounter.REFUSED_RECORDS, "flow records (%d) have counters of 2^63 or more"),
  TOO_LARGE(
      ExportCounter.REFUSED_RECORDS,
      "flow records (%d) have more bytes than their packets can hold"),
  TOO_FAST(
      ExportCounter.REFUSED_RECORDS,
      "flow records (%d) have more than any link carries in their time"),
  UNKNOWN_SAMPLING(
      ExportCounter.UNKNOWN_SAMPLING,
      "flow records (%d) are of packets sampled at an unknown rate, and count as they are"),
  MALFORMED_MESSAGE(
      ExportCounter.MALFORMED_DATAGRAMS,
      "messages (%d) contradict themselves, and nothing of them was taken"),
  SAMPLING_REPORTED_LATE(
      ExportCounter.UNKNOWN_SAMPLING,
      "flow records (%d) count as they are because sampling was reported after them");

  private static final FlowFault[] ALL = values();

  final ExportCounter counter;
  final String text;

  FlowFault(ExportCounter counter, String text) {
    this.counter = counter;
    this.text = text;
  }

  /** Whether the record is not handed out. */
  boolean isRefusal() {
    return counter == ExportCounter.REFUSED_RECORDS;
  }

  /** Of its {@link #number}. */
  static FlowFault restored(int number) {
    if (number >= ALL.length) {
      throw new IllegalArgumentException("snapshot: no fault " + number);
    }
    return ALL[number];
  }

  @SuppressWarnings("EnumOrdinal") // its number in a snapshot, as new ones are added at the end
  int number() {
    return ordinal();
  }
}
