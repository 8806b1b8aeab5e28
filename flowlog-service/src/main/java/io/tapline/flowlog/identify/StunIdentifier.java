package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** STUN by its magic cookie and length (RFC 8489, section 5). */
final class StunIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("stun");
  private static final long COOKIE = 0x2112a442L;
  private static final int HEADER_LENGTH = 20;

  /** The two highest bits of a STUN message are zero (RFC 8489, section 5). */
  private static final int FIRST_OF_OTHERS = 0x40;

  @Override
  public boolean mayBegin(int first) {
    return first < FIRST_OF_OTHERS;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int length = payload.u16(2);
    return payload.u8(0) < FIRST_OF_OTHERS
        && payload.u32(4) == COOKIE
        && (length & 3) == 0
        && (payload.isTcp() || length + HEADER_LENGTH == payload.wireLength());
  }
}
