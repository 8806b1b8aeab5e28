package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** DTLS 1.0 and 1.2 by a handshake record (RFC 6347, section 4.1). */
final class DtlsIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("dtls");
  private static final int HANDSHAKE = 22;
  private static final int VERSION_1_0 = 0xfeff;
  private static final int VERSION_1_2 = 0xfefd;
  private static final int LENGTH_OFFSET = 11;
  private static final int HEADER_LENGTH = 13;

  @Override
  public boolean mayBegin(int first) {
    return first == HANDSHAKE;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int version = payload.u16(1);
    int length = payload.u16(LENGTH_OFFSET);
    return payload.u8(0) == HANDSHAKE
        && (version == VERSION_1_0 || version == VERSION_1_2)
        && length > 0
        && length + HEADER_LENGTH <= payload.wireLength();
  }
}
