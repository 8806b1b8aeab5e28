package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import java.util.Arrays;

/**
 * What the sequence of an exporter counts, and whether its number is of the first thing in the
 * message or of the first thing behind it. The RFCs say {@link #MESSAGES} for NetFlow v9 and {@link
 * #RECORDS} for IPFIX; exporters do all of these (softflowd sends {@link #FLOWS_BEHIND}).
 */
enum Counting {
  MESSAGES('m', false),
  /** Of data and of options. */
  RECORDS('r', false),
  /** Records of data alone. */
  FLOWS('f', false),
  FLOWS_BEHIND('F', true),
  RECORDS_BEHIND('R', true),
  /** The number is always the same. */
  NOTHING('n', false);

  private final char code;
  private final boolean behind;

  Counting(char code, boolean behind) {
    this.code = code;
    this.behind = behind;
  }

  /** What is to be expected as long as nothing speaks against it. */
  static Counting usual(Dialect dialect) {
    return dialect == Dialect.IPFIX ? RECORDS : MESSAGES;
  }

  /** How many numbers a message takes. */
  long advance(long records, long flows) {
    return switch (this) {
      case MESSAGES -> 1;
      case RECORDS, RECORDS_BEHIND -> records;
      case FLOWS, FLOWS_BEHIND -> flows;
      case NOTHING -> 0;
    };
  }

  /** The number of the first thing in the message. */
  int first(int sequence, long records, long flows) {
    return behind ? sequence - (int) advance(records, flows) : sequence;
  }

  void save(StateWriter state) {
    state.int8(code);
  }

  static Counting restored(StateReader state) {
    int code = state.int8();
    return Arrays.stream(values())
        .filter(each -> each.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("snapshot: no counting " + code));
  }
}
