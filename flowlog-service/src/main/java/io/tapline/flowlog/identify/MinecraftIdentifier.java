package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Minecraft by a client's handshake: its length, number 0, the protocol's version, the name of a
 * host or its address, a port, and what follows: status, login or transfer; a question for the
 * status may be in the same segment (Minecraft Java Edition protocol, handshaking).
 */
final class MinecraftIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("minecraft");

  /** With a name of three letters. */
  private static final int LEAST_LENGTH = 9;

  private static final int MORE = 0x80;
  private static final int VERSION = 2;
  private static final int MAX_VERSION_BYTES = 5;
  private static final int LAST_STATE = 3;
  private static final int STATUS = 1;
  private static final int STATUS_REQUEST = 0x0100;

  @Override
  public boolean mayBegin(int first) {
    return first >= LEAST_LENGTH && first < MORE;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (payload.u8(1) != 0 || !payload.isTcp()) {
      return false;
    }
    int name = endOfVersion(payload);
    int end = name + 1 + payload.u8(name);
    int state = payload.u8(end + 2);
    return end > name + 1
        && end + 2 == payload.u8(0)
        && state >= STATUS
        && state <= LAST_STATE
        && isName(payload, name + 1, end)
        && isEnd(payload, end + 3, state);
  }

  private static int endOfVersion(Payload payload) {
    int at = VERSION;
    while (at < VERSION + MAX_VERSION_BYTES && payload.u8(at) >= MORE) {
      at++;
    }
    return at + 1;
  }

  private static boolean isName(Payload payload, int from, int end) {
    for (int at = from; at < end; at++) {
      if (!isOfName(payload.u8(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfName(int letter) {
    int lower = Payload.lower(letter);
    return (lower >= 'a' && lower <= 'z')
        || (letter >= '0' && letter <= ':')
        || (letter >= '-' && letter <= '.')
        || letter == '_';
  }

  private static boolean isEnd(Payload payload, int at, int state) {
    boolean asks = state == STATUS && payload.u16(at) == STATUS_REQUEST;
    return payload.wireLength() == (asks ? at + 2 : at);
  }
}
