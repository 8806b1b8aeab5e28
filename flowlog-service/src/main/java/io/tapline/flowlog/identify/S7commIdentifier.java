package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * S7comm and S7comm-plus by what follows the headers of TPKT, as long as the segment, and of COTP's
 * data (RFC 1006, section 6; ISO 8073, 13.7): the protocol's number with one of its kinds of
 * message.
 */
final class S7commIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("s7comm");
  private static final Identification PLUS = Identification.ofService("s7comm-plus");
  private static final int TPKT_VERSION = 3;

  /** Two more bytes; data; the last of a message, or not. */
  private static final int DATA = 0x02f0;

  private static final int DATA_OFFSET = 4;
  private static final int LAST_UNIT = 0x80;
  private static final int PROTOCOL = 7;
  private static final int S7COMM = 0x32;
  private static final int S7COMM_PLUS = 0x72;
  private static final int SERVER_DATA = 7;
  private static final int LAST_VERSION = 3;
  private static final int KEEP_ALIVE = 0xff;

  @Override
  public boolean mayBegin(int first) {
    return first == TPKT_VERSION;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    boolean data =
        payload.isTcp()
            && payload.u16(0) == TPKT_VERSION << 8
            && payload.u16(2) == payload.wireLength()
            && payload.u16(DATA_OFFSET) == DATA
            && (payload.u8(DATA_OFFSET + 2) & ~LAST_UNIT) == 0;
    return data ? ofProtocol(payload, payload.u8(PROTOCOL + 1)) : null;
  }

  private static @Nullable Identification ofProtocol(Payload payload, int kind) {
    return switch (payload.u8(PROTOCOL)) {
      case S7COMM -> isKind(kind) && payload.u16(PROTOCOL + 2) == 0 ? FOUND : null;
      case S7COMM_PLUS -> (kind >= 1 && kind <= LAST_VERSION) || kind == KEEP_ALIVE ? PLUS : null;
      default -> null;
    };
  }

  /** A job, an acknowledgement with and without data, or user data. */
  private static boolean isKind(int kind) {
    return (kind >= 1 && kind <= 3) || kind == SERVER_DATA;
  }
}
