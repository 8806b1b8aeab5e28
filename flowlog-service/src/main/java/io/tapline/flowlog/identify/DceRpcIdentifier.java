package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * DCE/RPC over TCP: version 5.0 or 5.1, a known type, a representation of data, and the length of
 * the whole fragment in that byte order; over UDP: version 4, a known type, flags, a representation
 * and the length of the body (DCE 1.1: Remote Procedure Call, C706, sections 12.5 and 12.6). On
 * port 135 it is the endpoint mapper.
 */
final class DceRpcIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("dcerpc");
  private static final Identification MAPPER = Identification.ofService("epmap");
  private static final int MAPPER_PORT = 135;
  private static final int CONNECTED = 5;
  private static final int CONNECTIONLESS = 4;
  private static final int LITTLE_ENDIAN = 0x10;
  private static final int MAX_FLOAT = 3;
  private static final int FRAGMENT_LENGTH = 8;
  private static final int LEAST_FRAGMENT = 16;
  private static final int BODY_LENGTH = 74;
  private static final int HEADER_LENGTH = 80;
  private static final int LAST_TYPE = 10;

  @Override
  public boolean mayBegin(int first) {
    return first == CONNECTED || first == CONNECTIONLESS;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    if (!(payload.isTcp() ? isConnected(payload) : isConnectionless(payload))) {
      return null;
    }
    return payload.onPort(MAPPER_PORT) ? MAPPER : FOUND;
  }

  private static boolean isConnected(Payload payload) {
    int length = number(payload, FRAGMENT_LENGTH, payload.u8(4));
    return payload.u8(0) == CONNECTED
        && payload.u8(1) <= 1
        && isType(payload.u8(2))
        && isRepresentation(payload, 4)
        && payload.u8(7) == 0
        && length >= LEAST_FRAGMENT
        && length == payload.wireLength();
  }

  /** Request, response, fault, and what binds and alters contexts. */
  private static boolean isType(int type) {
    return switch (type) {
      case 0, 2, 3, 11, 12, 13, 14, 15, 16 -> true;
      default -> false;
    };
  }

  private static boolean isConnectionless(Payload payload) {
    int body = number(payload, BODY_LENGTH, payload.u8(4));
    return payload.u8(0) == CONNECTIONLESS
        && payload.u8(1) <= LAST_TYPE
        && (payload.u8(2) & 0x81) == 0
        && (payload.u8(3) & ~2) == 0
        && isRepresentation(payload, 4)
        && body >= 0
        && body + HEADER_LENGTH == payload.wireLength();
  }

  /** Integers of either order with ASCII, a known format of floating point, and a zero. */
  private static boolean isRepresentation(Payload payload, int at) {
    int order = payload.u8(at);
    return (order == 0 || order == LITTLE_ENDIAN)
        && payload.u8(at + 1) <= MAX_FLOAT
        && payload.u8(at + 2) == 0;
  }

  private static int number(Payload payload, int at, int order) {
    return order == LITTLE_ENDIAN ? payload.u16Little(at) : payload.u16(at);
  }
}
