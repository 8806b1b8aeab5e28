package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * EtherNet/IP over TCP and UDP by the header of an encapsulated command, whose length is that of
 * the rest and whose status and options are zero: lists are outside of a session, one is registered
 * with version 1, data is sent in one; what is nothing but a header on its port only; and by a
 * datagram of connected data, which two items fill (CIP volume 2, 2-3 and 2-6).
 */
final class EthernetIpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("ethernet-ip");
  private static final int PORT = 44_818;
  private static final int LIST_SERVICES = 0x04;
  private static final int LIST_IDENTITY = 0x63;
  private static final int LIST_INTERFACES = 0x64;
  private static final int REGISTER_SESSION = 0x65;
  private static final int UNREGISTER_SESSION = 0x66;
  private static final int SEND_DATA = 0x6f;
  private static final int SEND_CONNECTED_DATA = 0x70;
  private static final int HEADER_LENGTH = 24;
  private static final int SESSION = 4;
  private static final int STATUS = 8;
  private static final int OPTIONS = 20;

  private static final int MOST_ITEMS = 16;

  /** Version 1 without options. */
  private static final int SESSION_LENGTH = 4;

  private static final long SESSION_VERSION = 0x0100_0000L;

  /** Number of items, the address's type and length, little-endian. */
  private static final int TWO_ITEMS = 2;

  private static final long SEQUENCED_ADDRESS = 0x0008_8002L;
  private static final int DATA_TYPE = 14;
  private static final int CONNECTED_DATA = 0xb1;
  private static final int DATA_LENGTH = 16;
  private static final int LEAST_CONNECTED_DATA = 20;

  @Override
  public boolean mayBegin(int first) {
    return isCommand(first) || first == TWO_ITEMS;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.u8(0) == TWO_ITEMS ? isConnectedData(payload) : isEncapsulated(payload);
  }

  private static boolean isEncapsulated(Payload payload) {
    int command = payload.u16Little(0);
    int length = payload.u16Little(2);
    return length >= 0
        && length == payload.wireLength() - HEADER_LENGTH
        && payload.u32(STATUS) == 0
        && payload.u32(OPTIONS) == 0
        && isContent(payload, command, length);
  }

  private static boolean isContent(Payload payload, int command, int length) {
    boolean inSession = payload.u32(SESSION) > 0;
    return switch (command) {
      case LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES ->
          !inSession && (length == 0 ? payload.onPort(PORT) : hasItems(payload));
      case REGISTER_SESSION ->
          length == SESSION_LENGTH && payload.u32(HEADER_LENGTH) == SESSION_VERSION;
      case UNREGISTER_SESSION -> inSession && length == 0 && payload.onPort(PORT);
      case SEND_DATA, SEND_CONNECTED_DATA -> inSession && payload.u32(HEADER_LENGTH) == 0;
      default -> false;
    };
  }

  private static boolean hasItems(Payload payload) {
    int items = payload.u16Little(HEADER_LENGTH);
    return items > 0 && items <= MOST_ITEMS;
  }

  private static boolean isConnectedData(Payload payload) {
    return !payload.isTcp()
        && payload.wireLength() >= LEAST_CONNECTED_DATA
        && payload.u16Little(0) == TWO_ITEMS
        && payload.u32Little(2) == SEQUENCED_ADDRESS
        && payload.u16Little(DATA_TYPE) == CONNECTED_DATA
        && payload.u16Little(DATA_LENGTH) == payload.wireLength() - DATA_LENGTH - 2;
  }

  private static boolean isCommand(int command) {
    return switch (command) {
      case LIST_SERVICES,
          LIST_IDENTITY,
          LIST_INTERFACES,
          REGISTER_SESSION,
          UNREGISTER_SESSION,
          SEND_DATA,
          SEND_CONNECTED_DATA ->
          true;
      default -> false;
    };
  }
}
