package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** QUIC by the long header of known versions (RFC 9000, section 17.2). */
final class QuicIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("quic");
  private static final int LONG_HEADER_AND_FIXED_BIT = 0xc0;
  private static final long VERSION_1 = 1;
  private static final long VERSION_2 = 0x6b3343cfL;
  private static final long DRAFTS = 0xff0000L;
  private static final long FACEBOOK = 0xfaceb0L;
  private static final long GREASE_MASK = 0x0f0f0f0fL;
  private static final long GREASE = 0x0a0a0a0aL;
  private static final long GOOGLE = 0x51303L;
  private static final int PORT = 443;
  private static final int MAX_CONNECTION_ID_LENGTH = 20;

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int first = payload.u8(0);
    if (payload.isTcp() || (first & 0x80) == 0 || first < 0) {
      return gquic(payload);
    }
    boolean fixed = (first & LONG_HEADER_AND_FIXED_BIT) == LONG_HEADER_AND_FIXED_BIT;
    return fixed && isKnown(payload.u32(1)) && connectionIdsFit(payload);
  }

  private static boolean isKnown(long version) {
    return version == VERSION_1
        || version == VERSION_2
        || version >> 8 == DRAFTS
        || version >> 8 == FACEBOOK
        || (version & GREASE_MASK) == GREASE;
  }

  private static boolean connectionIdsFit(Payload payload) {
    int destination = payload.u8(5);
    int source = payload.u8(6 + destination);
    return destination >= 0
        && destination <= MAX_CONNECTION_ID_LENGTH
        && source >= 0
        && source <= MAX_CONNECTION_ID_LENGTH;
  }

  /** Public header of versions Q0xx: flags, connection id, version as text. */
  private static boolean gquic(Payload payload) {
    return !payload.isTcp()
        && payload.onPort(PORT)
        && (payload.u8(0) & 0x89) == 0x09
        && payload.u32(9) >> 12 == GOOGLE;
  }
}
