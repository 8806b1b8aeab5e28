package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** QUIC by the long header of known versions (RFC 9000, section 17.2). */
final class QuicIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("quic");
  private static final int LONG_HEADER_AND_FIXED_BIT = 0xc0;
  private static final long VERSION_1 = 1;
  private static final long VERSION_2 = 0x6b3343cfL;
  private static final long DRAFTS = 0xff0000L;
  private static final long GOOGLE = 0x51303L;
  private static final int PORT = 443;

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int first = payload.u8(0);
    if (payload.isTcp() || (first & 0x80) == 0 || first < 0) {
      return gquic(payload);
    }
    long version = payload.u32(1);
    boolean known = version == VERSION_1 || version == VERSION_2 || version >> 8 == DRAFTS;
    boolean fixed = (first & LONG_HEADER_AND_FIXED_BIT) == LONG_HEADER_AND_FIXED_BIT;
    return fixed && (known || (version >= 0 && payload.onPort(PORT))) && connectionIdsFit(payload);
  }

  private static boolean connectionIdsFit(Payload payload) {
    int destination = payload.u8(5);
    int source = payload.u8(6 + destination);
    return destination >= 0 && destination <= 20 && source >= 0 && source <= 20;
  }

  /** Public header of versions Q0xx: flags, connection id, version as text. */
  private static boolean gquic(Payload payload) {
    return !payload.isTcp()
        && payload.onPort(PORT)
        && (payload.u8(0) & 0x89) == 0x09
        && payload.u32(9) >> 12 == GOOGLE;
  }
}
