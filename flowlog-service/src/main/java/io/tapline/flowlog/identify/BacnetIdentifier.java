package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * BACnet over UDP by a message of its virtual link layer, as long as the datagram, that carries one
 * of the network layer of version 1 with a control field whose reserved bits are zero (ASHRAE 135,
 * annex J.2 and 6.2).
 */
final class BacnetIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("bacnet");
  private static final int TYPE = 0x81;
  private static final int FORWARDED = 0x04;
  private static final int DISTRIBUTE = 0x09;
  private static final int UNICAST = 0x0a;
  private static final int BROADCAST = 0x0b;
  private static final int HEADER_LENGTH = 4;
  private static final int ADDRESS_LENGTH = 6;
  private static final int RESERVED = 0x50;

  @Override
  public boolean mayBegin(int first) {
    return first == TYPE;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    boolean message =
        !payload.isTcp() && payload.u8(0) == TYPE && payload.u16(2) == payload.wireLength();
    return message
        && switch (payload.u8(1)) {
          case FORWARDED -> isNetworkLayer(payload, HEADER_LENGTH + ADDRESS_LENGTH);
          case DISTRIBUTE, UNICAST, BROADCAST -> isNetworkLayer(payload, HEADER_LENGTH);
          default -> false;
        };
  }

  private static boolean isNetworkLayer(Payload payload, int at) {
    return payload.u8(at) == 1
        && payload.u8(at + 1) >= 0
        && (payload.u8(at + 1) & RESERVED) == 0
        && payload.u8(at + 2) >= 0;
  }
}
