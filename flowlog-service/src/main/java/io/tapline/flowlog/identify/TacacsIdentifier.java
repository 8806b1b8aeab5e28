package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * TACACS+ by a packet's header: version 12.0 or 12.1, a type, a number in the sequence, known
 * flags, and a length that is the rest's (RFC 8907, section 4.1).
 */
final class TacacsIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("tacacs");
  private static final int VERSION = 0xc0;
  private static final int LAST_TYPE = 3;
  private static final int UNENCRYPTED = 1;
  private static final int SINGLE_CONNECTION = 4;
  private static final int LENGTH = 8;
  private static final int HEADER_LENGTH = 12;

  @Override
  public boolean mayBegin(int first) {
    return first >> 1 == VERSION >> 1;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int type = payload.u8(1);
    return payload.isTcp()
        && payload.u8(0) >> 1 == VERSION >> 1
        && type >= 1
        && type <= LAST_TYPE
        && payload.u8(2) >= 1
        && (payload.u8(3) & ~(UNENCRYPTED | SINGLE_CONNECTION)) == 0
        && payload.wireLength() > HEADER_LENGTH
        && payload.u32(LENGTH) == payload.wireLength() - HEADER_LENGTH;
  }
}
