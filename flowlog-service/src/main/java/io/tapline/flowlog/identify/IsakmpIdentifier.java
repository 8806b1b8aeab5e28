package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * IKE and ISAKMP by their header of 28 bytes: the initiator's SPI, version 1.0 or 2.0, an exchange
 * type and flags of that version, and the length of the whole datagram (RFC 2408, section 3.1; RFC
 * 7296, section 3.1). Behind four zero bytes it is what shares a port with ESP (RFC 3948, section
 * 2.2), whose name is then taken.
 */
final class IsakmpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("isakmp");
  private static final Identification BESIDE_ESP = Identification.ofService("ipsec-nat-t");
  private static final int MARKER_LENGTH = 4;
  private static final int VERSION_OFFSET = 17;
  private static final int VERSION_1 = 0x10;
  private static final int VERSION_2 = 0x20;
  private static final int EXCHANGE_OFFSET = 18;
  private static final int FLAGS_OFFSET = 19;
  private static final int LENGTH_OFFSET = 24;

  /** Encryption, commit, authentication only. */
  private static final int FLAGS_1 = 0x07;

  /** Response, version, initiator. */
  private static final int FLAGS_2 = 0x38;

  @Override
  public @Nullable Identification identify(Payload payload) {
    if (payload.isTcp()) {
      return null;
    }
    if (isHeader(payload, 0)) {
      return FOUND;
    }
    return payload.u32(0) == 0 && isHeader(payload, MARKER_LENGTH) ? BESIDE_ESP : null;
  }

  private static boolean isHeader(Payload payload, int from) {
    int version = payload.u8(from + VERSION_OFFSET);
    return (version == VERSION_1 || version == VERSION_2)
        && payload.u32(from + LENGTH_OFFSET) == payload.wireLength() - from
        && payload.u32(from) != 0
        && isExchange(version, payload.u8(from + EXCHANGE_OFFSET))
        && (payload.u8(from + FLAGS_OFFSET) & ~(version == VERSION_1 ? FLAGS_1 : FLAGS_2)) == 0;
  }

  /** As IANA lists them: of version 1 base to informational, quick and group mode. */
  private static boolean isExchange(int version, int type) {
    return version == VERSION_1
        ? (type >= 1 && type <= 6) || type == 32 || type == 33
        : type >= 34 && type <= 44;
  }
}
