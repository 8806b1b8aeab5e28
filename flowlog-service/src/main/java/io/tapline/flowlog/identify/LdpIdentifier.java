package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * LDP over UDP and TCP by version 1, the length of the rest, and a first message of a known type
 * that is not longer: over UDP a hello, over TCP any other but a notification, with which nobody
 * begins (RFC 5036, sections 3.1 and 3.5).
 */
final class LdpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("ldp");
  private static final int VERSION = 1;
  private static final int LENGTH_OFFSET = 4;
  private static final int HELLO = 0x0100;
  private static final int MESSAGE = 10;
  private static final int MESSAGE_LENGTH = 12;
  private static final int LEAST_MESSAGE = 4;
  private static final int MAX_LENGTH = 4096;

  @Override
  public boolean mayBegin(int first) {
    return first == 0;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int length = payload.u16(MESSAGE_LENGTH);
    return payload.u16(0) == VERSION
        && payload.wireLength() <= MAX_LENGTH
        && payload.u16(2) == payload.wireLength() - LENGTH_OFFSET
        && length >= LEAST_MESSAGE
        && MESSAGE_LENGTH + 2 + length <= payload.wireLength()
        && isMessage(payload, payload.u16(MESSAGE));
  }

  /** Initialization, keep alive, addresses, labels. */
  private static boolean isMessage(Payload payload, int type) {
    return switch (type) {
      case HELLO -> !payload.isTcp();
      case 0x0200, 0x0201, 0x0300, 0x0301, 0x0400, 0x0401, 0x0402, 0x0403, 0x0404 ->
          payload.isTcp();
      default -> false;
    };
  }
}
