package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * FIX by its first three fields, which always come in this order: the begin string of letters,
 * digits and dots, the body's length, the message's type (FIX Session Layer, section 3.3).
 */
final class FixIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("fix");
  private static final byte[] BEGIN_STRING = Ascii.bytes("8=");
  private static final byte[] BODY_LENGTH = Ascii.bytes("\u00019=");
  private static final byte[] MESSAGE_TYPE = Ascii.bytes("\u000135=");
  private static final int MAX_VERSION_LENGTH = 8;
  private static final int MAX_DIGITS = 6;

  @Override
  public boolean mayBegin(int first) {
    return first == BEGIN_STRING[0];
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (!payload.isTcp() || !payload.startsWith(BEGIN_STRING)) {
      return false;
    }
    int version = BEGIN_STRING.length;
    int end = version;
    while (end - version < MAX_VERSION_LENGTH && isOfVersion(payload.u8(end))) {
      end++;
    }
    int digits = end + BODY_LENGTH.length;
    int at = digits;
    while (at - digits < MAX_DIGITS && Ascii.isDigit(payload.u8(at))) {
      at++;
    }
    return end > version
        && payload.hasAt(end, BODY_LENGTH)
        && at > digits
        && payload.hasAt(at, MESSAGE_TYPE)
        && payload.u8(at + MESSAGE_TYPE.length) > ' ';
  }

  private static boolean isOfVersion(int letter) {
    return (letter >= 'A' && letter <= 'Z') || letter == '.' || Ascii.isDigit(letter);
  }
}
