package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * What SCTP carries, by the payload identifier of the first chunk of data (RFC 9260, section 3.3.1;
 * IANA, SCTP Payload Protocol Identifiers).
 */
final class SctpIdentifier implements ProtocolIdentifier {
  private static final int CHUNK_HEADER_LENGTH = 4;
  private static final int DATA = 0;
  private static final int LEAST_DATA_LENGTH = 17;
  private static final int IDENTIFIER = 12;
  private static final int MAX_CHUNKS = 16;
  private static final @Nullable Identification[] NAMES = new Identification[64];

  static {
    NAMES[1] = Identification.ofService("iua");
    NAMES[2] = Identification.ofService("m2ua");
    NAMES[3] = Identification.ofService("m3ua");
    NAMES[4] = Identification.ofService("sua");
    NAMES[5] = Identification.ofService("m2pa");
    NAMES[7] = Identification.ofService("megaco");
    NAMES[18] = Identification.ofService("s1ap");
    NAMES[24] = Identification.ofService("sbc-ap");
    NAMES[27] = Identification.ofService("x2ap");
    NAMES[46] = Identification.ofService("diameter");
    NAMES[47] = Identification.ofService("diameter");
    NAMES[60] = Identification.ofService("ngap");
    NAMES[61] = Identification.ofService("xnap");
    NAMES[62] = Identification.ofService("f1ap");
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    int at = 0;
    for (int i = 0; i < MAX_CHUNKS; i++) {
      int length = payload.u16(at + 2);
      if (length < CHUNK_HEADER_LENGTH) {
        return null;
      }
      if (payload.u8(at) == DATA) {
        return length < LEAST_DATA_LENGTH ? null : named(payload.u32(at + IDENTIFIER));
      }
      at += length + 3 & ~3;
    }
    return null;
  }

  private static @Nullable Identification named(long identifier) {
    return identifier < 0 || identifier >= NAMES.length ? null : NAMES[(int) identifier];
  }
}
