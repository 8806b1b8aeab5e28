package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Modbus over TCP on its port: protocol 0, a length that is the segment's, and a function with the
 * length that its requests or answers have; an exception is two bytes (MODBUS Messaging on TCP/IP,
 * section 3.1.3; MODBUS Application Protocol, section 6).
 */
final class ModbusIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("modbus");
  private static final int PORT = 502;
  private static final int UNIT = 6;
  private static final int FUNCTION = 7;
  private static final int COUNT = 8;
  private static final int EXCEPTION = 0x80;
  private static final int MAX_PACKET = 260;

  /** Functions whose requests are an address and a number or a value. */
  private static final int LAST_OF_FIXED_LENGTH = 6;

  private static final int FIXED_LENGTH = 12;
  private static final int UNITY = 0x5a;

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.onPort(PORT)
        && payload.isTcp()
        && payload.u16(2) == 0
        && payload.wireLength() <= MAX_PACKET
        && payload.u16(4) == payload.wireLength() - UNIT
        && isFunction(payload, payload.u8(FUNCTION));
  }

  private static boolean isFunction(Payload payload, int function) {
    if (function > EXCEPTION) {
      return payload.wireLength() == FUNCTION + 2 && isAssigned(function - EXCEPTION);
    }
    if (function >= 1 && function <= LAST_OF_FIXED_LENGTH) {
      return payload.wireLength() == FIXED_LENGTH
          || (payload.wireLength() > COUNT
              && payload.u8(COUNT) == payload.wireLength() - COUNT - 1);
    }
    return isAssigned(function);
  }

  /** Public functions, and that of the programming tools of one vendor, Unity. */
  private static boolean isAssigned(int function) {
    return switch (function) {
      case 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 15, 16, 17, 20, 21, 22, 23, 24, 43, UNITY -> true;
      default -> false;
    };
  }
}
