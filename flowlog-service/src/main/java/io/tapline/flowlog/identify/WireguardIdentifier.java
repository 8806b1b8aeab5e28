package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * WireGuard by the two messages of its handshake: type 1 with 148 bytes and type 2 with 92, three
 * reserved zero bytes, an ephemeral key and a first code that are not zero, and a second code that
 * is, as it is unless the peer is under load (WireGuard: Next Generation Kernel Network Tunnel,
 * section 5.4).
 */
final class WireguardIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("wireguard");
  private static final int INITIATION = 1;
  private static final int INITIATION_LENGTH = 148;
  private static final int INITIATION_KEY = 8;
  private static final int RESPONSE = 2;
  private static final int RESPONSE_LENGTH = 92;
  private static final int RESPONSE_KEY = 12;
  private static final int CODE_LENGTH = 16;

  @Override
  public boolean mayBegin(int first) {
    return first == INITIATION || first == RESPONSE;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (payload.isTcp()) {
      return false;
    }
    return isMessage(payload, INITIATION, INITIATION_LENGTH, INITIATION_KEY)
        || isMessage(payload, RESPONSE, RESPONSE_LENGTH, RESPONSE_KEY);
  }

  private static boolean isMessage(Payload payload, int type, int length, int key) {
    int secondCode = length - CODE_LENGTH;
    return payload.u32Little(0) == type
        && payload.wireLength() == length
        && payload.u32(key) > 0
        && payload.u32(secondCode - CODE_LENGTH) > 0
        && isZero(payload, secondCode);
  }

  private static boolean isZero(Payload payload, int from) {
    for (int at = from; at < from + CODE_LENGTH; at += 4) {
      if (payload.u32(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
