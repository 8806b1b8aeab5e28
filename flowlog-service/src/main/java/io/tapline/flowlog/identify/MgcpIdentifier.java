package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * MGCP by the first line of a command: its verb, a transaction's number, and the version at the end
 * (RFC 3435, section 3.2.1).
 */
final class MgcpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("mgcp");
  private static final byte[][] VERBS =
      Ascii.allBytes(
          "EPCF ", "CRCX ", "MDCX ", "DLCX ", "RQNT ", "NTFY ", "AUEP ", "AUCX ", "RSIP ");
  private static final byte[] VERSION = Ascii.bytes(" mgcp 1.");
  private static final int NUMBER = 5;
  private static final int MAX_LINE = 300;

  @Override
  public boolean mayBegin(int first) {
    return Ascii.anyStartsWith(VERBS, first);
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return Ascii.startsWithAny(payload, VERBS)
        && Ascii.isDigit(payload.u8(NUMBER))
        && payload.indexOfIgnoringCase(VERSION, NUMBER, Math.min(MAX_LINE, endOfLine(payload))) > 0;
  }

  private static int endOfLine(Payload payload) {
    int at = NUMBER;
    while (at < MAX_LINE && payload.u8(at) >= ' ') {
      at++;
    }
    return at;
  }
}
