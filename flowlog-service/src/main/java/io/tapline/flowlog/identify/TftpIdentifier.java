package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * TFTP by a request to read or write: a printable name and one of the three modes, each ended by 0
 * (RFC 1350, section 5).
 */
final class TftpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("tftp");
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int NAME = 2;
  private static final int MAX_NAME_LENGTH = 255;
  private static final byte[][] MODES = Ascii.allBytes("octet\0", "netascii\0", "mail\0");

  @Override
  public boolean mayBegin(int first) {
    return first == 0;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int opcode = payload.u16(0);
    if (payload.isTcp() || (opcode != READ && opcode != WRITE)) {
      return false;
    }
    int at = NAME;
    while (at < NAME + MAX_NAME_LENGTH && payload.u8(at) >= ' ' && payload.u8(at) < 0x7f) {
      at++;
    }
    return at > NAME && payload.u8(at) == 0 && isMode(payload, at + 1);
  }

  private static boolean isMode(Payload payload, int at) {
    for (byte[] mode : MODES) {
      if (payload.indexOfIgnoringCase(mode, at, at + 1) == at) {
        return true;
      }
    }
    return false;
  }
}
