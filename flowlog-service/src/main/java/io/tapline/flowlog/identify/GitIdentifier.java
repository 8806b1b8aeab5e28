package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Git's own protocol by a client's first line: its length in four hexadecimal digits, which is not
 * beyond the segment, and one of the three services with a path (Git, gitprotocol-pack).
 */
final class GitIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("git");
  private static final byte[][] REQUESTS =
      Ascii.allBytes("git-upload-pack /", "git-receive-pack /", "git-upload-archive /");
  private static final int LENGTH_DIGITS = 4;

  @Override
  public boolean mayBegin(int first) {
    return first == '0';
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.isTcp() && isRequest(payload) && isLength(payload);
  }

  private static boolean isRequest(Payload payload) {
    for (byte[] request : REQUESTS) {
      if (payload.hasAt(LENGTH_DIGITS, request)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLength(Payload payload) {
    int length = 0;
    for (int at = 0; at < LENGTH_DIGITS; at++) {
      int digit = Character.digit(payload.u8(at), 16);
      if (digit < 0) {
        return false;
      }
      length = length << 4 | digit;
    }
    return length <= payload.wireLength();
  }
}
