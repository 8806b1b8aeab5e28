package io.tapline.flowlog.identify;

/**
 * Tags and lengths of ASN.1 as BER and DER write them (X.690, section 8.1): tags of one byte,
 * definite lengths. An index of -1, which stands for what is not there, gives -1 again.
 */
final class Ber {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int ENUMERATED = 0x0a;
  static final int SEQUENCE = 0x30;

  /** Longer elements than 16 MiB are none of the protocols' that are looked for. */
  private static final int MAX_LENGTH = 1 << 24;

  private static final int MAX_LENGTH_BYTES = 4;
  private static final int LONG_FORM = 0x80;

  private Ber() {}

  /** Length of the content of the element whose tag stands at an index, or -1. */
  static int length(Payload payload, int tag) {
    int first = tag < 0 ? -1 : payload.u8(tag + 1);
    if (first < LONG_FORM) {
      return first;
    }
    int count = first - LONG_FORM;
    if (count == 0 || count > MAX_LENGTH_BYTES || payload.u8(tag + 1 + count) < 0) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | payload.u8(tag + 2 + i);
    }
    return length > MAX_LENGTH ? -1 : (int) length;
  }

  /** Index of the content of the element whose tag stands at an index, or -1. */
  static int content(Payload payload, int tag) {
    if (length(payload, tag) < 0) {
      return -1;
    }
    int first = payload.u8(tag + 1);
    return tag + 2 + (first < LONG_FORM ? 0 : first - LONG_FORM);
  }

  /** Index behind the element whose tag stands at an index, be it captured or not; or -1. */
  static int end(Payload payload, int tag) {
    int length = length(payload, tag);
    return length < 0 ? -1 : content(payload, tag) + length;
  }
}
