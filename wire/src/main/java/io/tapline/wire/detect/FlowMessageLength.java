package io.tapline.wire.detect;

import io.tapline.wire.netflow.PduFormat;

/** Where a message of NetFlow or IPFIX that begins the window ends. */
final class FlowMessageLength {
  /** It is none, or not whole within the window. */
  static final int NONE = -1;

  private static final int COUNT = 2;
  private static final int V8_HEADER_BYTES = 28;
  private static final int AGGREGATION = 22;
  private static final int V9_HEADER_BYTES = 20;
  private static final int IPFIX_HEADER_BYTES = 16;
  private static final int SET_HEADER_BYTES = 4;
  private static final int FIRST_DATA_SET = 256;

  private FlowMessageLength() {}

  static int of(Window window, int version) {
    return switch (version) {
      case 1 -> records(window, 16, 48, 24);
      case 5 -> records(window, 24, 48, 30);
      case 6, 7 -> records(window, 24, 52, 27);
      case 8 -> aggregated(window);
      case 9 -> sets(window, V9_HEADER_BYTES, 1, window.length());
      case 10 -> ipfix(window);
      default -> NONE;
    };
  }

  private static int records(Window window, int header, int record, int most) {
    if (window.length() < header) {
      return NONE;
    }
    int count = window.unsignedShort(COUNT);
    int end = header + count * record;
    return count >= 1 && count <= most && end <= window.length() ? end : NONE;
  }

  /** NetFlow 8; switches send more bytes than the records need, which are zero. */
  private static int aggregated(Window window) {
    if (window.length() < V8_HEADER_BYTES) {
      return NONE;
    }
    PduFormat format =
        PduFormat.ofAggregation(
            window.unsignedByte(AGGREGATION), window.unsignedByte(AGGREGATION + 1));
    if (format == null) {
      return NONE;
    }
    int end = records(window, V8_HEADER_BYTES, format.recordBytes(), format.maximumCount());
    return end != NONE && format.mayBePadded() ? endOfZeros(window, end) : end;
  }

  /** The next message begins with the byte 0 of its version. */
  private static int endOfZeros(Window window, int from) {
    int at = from;
    while (at < window.length() && window.unsignedByte(at) == 0) {
      at++;
    }
    return at == window.length() || at == from ? at : at - 1;
  }

  private static int ipfix(Window window) {
    if (window.length() < IPFIX_HEADER_BYTES) {
      return NONE;
    }
    int end = window.unsignedShort(2);
    return end > IPFIX_HEADER_BYTES
            && end <= window.length()
            && sets(window, IPFIX_HEADER_BYTES, 3, end) == end
        ? end
        : NONE;
  }

  /** Steps over the sets from {@code from}; templates are those of the set ids just below. */
  private static int sets(Window window, int from, int lastTemplate, int limit) {
    int at = from;
    while (at + SET_HEADER_BYTES <= limit) {
      int id = window.unsignedShort(at);
      int length = window.unsignedShort(at + 2);
      boolean set = id >= FIRST_DATA_SET || id == lastTemplate || id == lastTemplate - 1;
      if (!set || length < SET_HEADER_BYTES) {
        break;
      }
      if (at + length > limit) {
        return NONE;
      }
      at += length;
    }
    return at > from ? at : NONE;
  }
}
