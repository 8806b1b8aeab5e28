package io.tapline.wire.firewall;

import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.WordCache;

/**
 * Where the 19 fields of a fwctllog line stand: TIME ACTION DEVICE IF CHAIN PROTO PROTO_NAME SRC_IP
 * SRC_HOST SRC_IF SRC_ALIAS SRC_PORT SRC_SERV DST_IP DST_HOST DST_IF DST_ALIAS DST_PORT DST_SERV,
 * between {@code |}. Empty fields are not known; the last one may be absent. Filled anew by each
 * {@link #split}; for one thread.
 */
public final class FwctllogFields {
  public static final int TIME = 0;
  public static final int ACTION = 1;
  public static final int DEVICE = 2;
  public static final int INTERFACE = 3;
  public static final int CHAIN = 4;
  public static final int PROTOCOL = 5;
  public static final int PROTOCOL_NAME = 6;
  public static final int SOURCE_IP = 7;
  public static final int SOURCE_HOST = 8;
  public static final int SOURCE_INTERFACE = 9;
  public static final int SOURCE_ALIAS = 10;
  public static final int SOURCE_PORT = 11;
  public static final int SOURCE_SERVICE = 12;
  public static final int DESTINATION_IP = 13;
  public static final int DESTINATION_HOST = 14;
  public static final int DESTINATION_INTERFACE = 15;
  public static final int DESTINATION_ALIAS = 16;
  public static final int DESTINATION_PORT = 17;
  public static final int DESTINATION_SERVICE = 18;

  private static final int FIELDS = 19;
  private static final int FEWEST_FIELDS = 18;

  private final WordCache words;

  /** Where field i begins; the one behind the last begins behind the line's end. */
  private final int[] starts = new int[FIELDS + 1];

  public FwctllogFields(WordCache words) {
    this.words = words;
  }

  /** Whether the line begins with digits and a bar. */
  public static boolean isOne(Line line) {
    int at = line.start;
    while (at < line.end && line.bytes[at] >= '0' && line.bytes[at] <= '9') {
      at++;
    }
    return at > line.start && at < line.end && line.bytes[at] == '|';
  }

  /** Finds the fields of a line; false when there are too few or too many. */
  public boolean split(Line line) {
    int fields = 0;
    starts[0] = line.start;
    for (int at = line.start; at <= line.end; at++) {
      if (at == line.end || line.bytes[at] == '|') {
        if (++fields > FIELDS) {
          return false;
        }
        starts[fields] = at + 1;
      }
    }
    if (fields < FIELDS) {
      starts[FIELDS] = line.end + 1;
      starts[FIELDS - 1] = line.end + 1;
    }
    return fields >= FEWEST_FIELDS;
  }

  /** First position of a field. */
  public int start(int field) {
    return starts[field];
  }

  /** Position behind a field. */
  public int end(int field) {
    return Math.max(starts[field], starts[field + 1] - 1);
  }

  /** Whether nothing is known of a field. */
  public boolean isEmpty(int field) {
    return start(field) == end(field);
  }

  /** A field's text, empty when it is not known. */
  public String word(Line line, int field) {
    return words.word(line.bytes, start(field), end(field));
  }

  /** A field's number of 0 to {@code most}, or -1. */
  public int number(Line line, int field, int most) {
    return Numbers.upTo(most, line.bytes, start(field), end(field));
  }
}
