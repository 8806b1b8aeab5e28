package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * BGP by a message's marker of sixteen times 255, its length and type; a message that keeps the
 * session alive is nothing but that (RFC 4271, section 4.1; RFC 2918).
 */
final class BgpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("bgp");
  private static final int MARKER = 0xff;
  private static final int MARKER_LENGTH = 16;
  private static final int TYPE = 18;
  private static final int LEAST_LENGTH = 19;
  private static final int KEEPALIVE = 4;
  private static final int LAST_TYPE = 5;

  @Override
  public boolean mayBegin(int first) {
    return first == MARKER;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int length = payload.u16(MARKER_LENGTH);
    int type = payload.u8(TYPE);
    return payload.isTcp()
        && length >= LEAST_LENGTH
        && type >= 1
        && type <= LAST_TYPE
        && (type != KEEPALIVE || length == LEAST_LENGTH)
        && isMarker(payload);
  }

  private static boolean isMarker(Payload payload) {
    for (int at = 0; at < MARKER_LENGTH; at++) {
      if (payload.u8(at) != MARKER) {
        return false;
      }
    }
    return true;
  }
}
