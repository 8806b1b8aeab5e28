package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * MySQL and its kin by the server's greeting: one packet as long as it says with number 0, version
 * 10 of the protocol, the server's version in text that begins with a digit, and the zero byte
 * behind the first part of the challenge (MySQL, Protocol::HandshakeV10).
 */
final class MysqlIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("mysql");
  private static final int HEADER_LENGTH = 4;
  private static final int PROTOCOL_VERSION = 10;
  private static final int VERSION_OFFSET = 5;
  private static final int MAX_VERSION_LENGTH = 64;

  /** The end of the version, the connection's number and eight bytes of the challenge. */
  private static final int TO_FILLER = 1 + 4 + 8;

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    boolean packet =
        payload.isTcp()
            && payload.u8(HEADER_LENGTH) == PROTOCOL_VERSION
            && payload.u32Little(0) == payload.wireLength() - HEADER_LENGTH;
    if (!packet || !Ascii.isDigit(payload.u8(VERSION_OFFSET))) {
      return false;
    }
    int at = VERSION_OFFSET;
    while (at - VERSION_OFFSET < MAX_VERSION_LENGTH && isPrintable(payload.u8(at))) {
      at++;
    }
    return payload.u8(at) == 0 && payload.u8(at + TO_FILLER) == 0;
  }

  private static boolean isPrintable(int letter) {
    return letter >= ' ' && letter < 0x7f;
  }
}
