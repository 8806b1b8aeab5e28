package io.tapline.wire.detect;

/**
 * Tells text from binary. NUL bytes are no sign of either: a log that was cut while a program wrote
 * it has a hole of them. Where there are some, no control characters but white space and escape may
 * be there.
 */
public final class TextBytes {
  private static final int ESCAPE = 0x1B;

  private TextBytes() {}

  /** Whether the bytes may be a log: also when they are none. */
  public static boolean isText(byte[] bytes, int length) {
    boolean nul = false;
    boolean control = false;
    for (int i = 0; i < length; i++) {
      nul |= bytes[i] == 0;
      control |= isControl(bytes[i]);
    }
    return !nul || !control;
  }

  private static boolean isControl(byte octet) {
    boolean space = octet >= '\t' && octet <= '\r';
    return octet > 0 && octet < ' ' && !space && octet != ESCAPE;
  }
}
