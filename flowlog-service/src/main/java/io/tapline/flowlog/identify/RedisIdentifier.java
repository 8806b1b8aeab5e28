package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** Redis by a command as an array of bulk strings (RESP). */
final class RedisIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("redis");
  private static final int MAX_DIGITS = 4;
  private static final byte[] BULK = Ascii.bytes("\r\n$");

  @Override
  public boolean mayBegin(int first) {
    return first == '*';
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (!payload.isTcp() || payload.u8(0) != '*') {
      return false;
    }
    int at = 1;
    while (at <= MAX_DIGITS && Ascii.isDigit(payload.u8(at))) {
      at++;
    }
    return at > 1 && payload.hasAt(at, BULK) && Ascii.isDigit(payload.u8(at + BULK.length));
  }
}
