package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * DNP3 over TCP and UDP by the header of its data link layer: two start bytes, a length of at least
 * 5, and a checksum over the eight bytes before it that is right (IEEE 1815, section 9.2.4).
 */
final class Dnp3Identifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("dnp3");
  private static final int START = 0x0564;
  private static final int LEAST_LENGTH = 5;
  private static final int CHECKED = 8;

  /** x^16+x^13+x^12+x^11+x^10+x^8+x^6+x^5+x^2+1, lowest bit first. */
  private static final int POLYNOMIAL = 0xa6bc;

  @Override
  public boolean mayBegin(int first) {
    return first == START >> 8;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.u16(0) == START
        && payload.u8(2) >= LEAST_LENGTH
        && payload.u16Little(CHECKED) == checksum(payload);
  }

  private static int checksum(Payload payload) {
    int sum = 0;
    for (int at = 0; at < CHECKED; at++) {
      sum ^= payload.u8(at);
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum & 1) == 0 ? sum >>> 1 : sum >>> 1 ^ POLYNOMIAL;
      }
    }
    return ~sum & 0xffff;
  }
}
