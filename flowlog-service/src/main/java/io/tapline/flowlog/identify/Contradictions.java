package io.tapline.flowlog.identify;

/**
 * Payloads that cannot be what their port says. Where one comes first, the connection's service is
 * unknown rather than the port's.
 */
final class Contradictions {
  private static final int DNS_PORT = 53;
  private static final int DNS_HEADER_LENGTH = 12;
  private static final int QUESTIONS = 4;
  private static final int MOST_QUESTIONS = 16;
  private static final int NTP_PORT = 123;
  private static final int QUIC_PORT = 443;
  private static final int SSH_PORT = 22;
  private static final int TLS_PORT = 443;
  private static final int OTHER_TLS_PORT = 8443;

  /** Every packet of QUIC has it (RFC 9000, section 17). */
  private static final int FIXED_BIT = 0x40;

  private static final int LONG_HEADER = 0x80;

  private static final int FIRST_TLS_RECORD = 20;
  private static final int LAST_TLS_RECORD = 24;

  private Contradictions() {}

  /** Whether the payload, which no protocol recognised, speaks against the server's port. */
  static boolean isOne(Payload payload) {
    return payload.isTcp() ? ofTcp(payload) : ofUdp(payload);
  }

  private static boolean ofUdp(Payload payload) {
    if (payload.onPort(DNS_PORT)) {
      return payload.u8(DNS_HEADER_LENGTH - 1) >= 0 && payload.u16(QUESTIONS) > MOST_QUESTIONS;
    }
    if (payload.onPort(NTP_PORT)) {
      return true; // its identifier takes all that may be
    }
    return payload.onPort(QUIC_PORT) && !mayBeQuic(payload);
  }

  /** A short header, as it is in the middle of a connection; long ones were recognised. */
  private static boolean mayBeQuic(Payload payload) {
    boolean negotiation = payload.u8(0) >= LONG_HEADER && payload.u32(1) == 0;
    return negotiation || (payload.u8(0) & LONG_HEADER + FIXED_BIT) == FIXED_BIT;
  }

  /** Only at the beginning of a connection: later payloads may be the middle of anything. */
  private static boolean ofTcp(Payload payload) {
    if (!payload.isFirst()) {
      return false;
    }
    if (payload.onPort(TLS_PORT) || payload.onPort(OTHER_TLS_PORT)) {
      int type = payload.u8(0);
      return type < FIRST_TLS_RECORD || type > LAST_TLS_RECORD || payload.u8(1) > 3;
    }
    return payload.onPort(SSH_PORT);
  }
}
