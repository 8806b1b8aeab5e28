package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * RADIUS on its ports: a code, a length that is the datagram's, and attributes that fill it (RFC
 * 2865, sections 3 and 5; RFC 2866; RFC 5176). Accounting has a name of its own.
 */
final class RadiusIdentifier implements ProtocolIdentifier {
  private static final Identification ACCESS = Identification.ofService("radius");
  private static final Identification ACCOUNTING = Identification.ofService("radius-acct");
  private static final int[] PORTS = {1812, 1813, 1645, 1646, 3799};
  private static final int HEADER_LENGTH = 20;
  private static final int ATTRIBUTE_HEADER_LENGTH = 2;

  @Override
  public boolean mayBegin(int first) {
    return isAccess(first) || isAccounting(first);
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    int code = payload.u8(0);
    boolean message =
        !payload.isTcp()
            && payload.u16(2) == payload.wireLength()
            && mayBegin(code)
            && onPort(payload)
            && areAttributes(payload);
    return message ? isAccounting(code) ? ACCOUNTING : ACCESS : null;
  }

  private static boolean onPort(Payload payload) {
    for (int port : PORTS) {
      if (payload.onPort(port)) {
        return true;
      }
    }
    return false;
  }

  private static boolean areAttributes(Payload payload) {
    int at = HEADER_LENGTH;
    while (at < payload.wireLength()) {
      int length = payload.u8(at + 1);
      if (length < ATTRIBUTE_HEADER_LENGTH) {
        return false;
      }
      at += length;
    }
    return at == payload.wireLength();
  }

  private static boolean isAccounting(int code) {
    return code == 4 || code == 5;
  }

  /** Access, status, and what servers ask for later. */
  private static boolean isAccess(int code) {
    return switch (code) {
      case 1, 2, 3, 11, 12, 13, 40, 41, 42, 43, 44, 45 -> true;
      default -> false;
    };
  }
}
