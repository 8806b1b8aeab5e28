package io.tapline.wire.exporter;

/** Why a flow record is not believed as it is, with its counter and its words for people. */
enum FlowFault {
  COUNTERS_OUT_OF_RANGE(ExportCounter.REFUSED_RECORDS, "have counters of 2^63 or more"),
  TOO_LARGE(ExportCounter.REFUSED_RECORDS, "have more bytes than their packets can hold"),
  TOO_FAST(ExportCounter.REFUSED_RECORDS, "have more than any link carries in their time"),
  UNKNOWN_SAMPLING(
      ExportCounter.UNKNOWN_SAMPLING,
      "are of packets sampled at an unknown rate, and count as they are");

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
