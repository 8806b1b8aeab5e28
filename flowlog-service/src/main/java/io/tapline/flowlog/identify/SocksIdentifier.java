package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * SOCKS 4, 4a and 5 by the client's greeting or request (RFC 1928, sections 3 and 4); host is the
 * destination that the client names, or what is named inside where that is an address.
 */
final class SocksIdentifier implements ProtocolIdentifier {
  static final String SERVICE = "socks";

  private static final Identification UNNAMED = Identification.unnamed(SERVICE);
  private static final int VERSION_4 = 4;
  private static final int VERSION_5 = 5;
  private static final int MAX_METHODS = 10;
  private static final int LAST_COMMAND = 3;
  private static final int DOMAIN = 3;
  private static final int USER_OFFSET = 8;

  @Override
  public boolean mayBegin(int first) {
    return first == VERSION_4 || first == VERSION_5;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return switch (payload.u8(0)) {
      case VERSION_5 -> isGreeting(payload) ? UNNAMED : null;
      case VERSION_4 -> version4(payload);
      default -> null;
    };
  }

  private static boolean isGreeting(Payload payload) {
    int methods = payload.u8(1);
    boolean fits = methods > 0 && methods <= MAX_METHODS && payload.wireLength() == 2 + methods;
    for (int i = 2; i < 2 + methods && fits; i++) {
      fits = payload.u8(i) < MAX_METHODS;
    }
    return fits;
  }

  /** Version, command, port, address, user, 0; with an address of 0.0.0.x a name and 0. */
  private static @Nullable Identification version4(Payload payload) {
    int command = payload.u8(1);
    int user = endOfText(payload, USER_OFFSET);
    boolean named = payload.u32(4) > 0 && payload.u32(4) < 256;
    int end = named && user >= 0 ? endOfText(payload, user + 1) : user;
    if (command < 1 || command > 2 || end < 0 || end + 1 != payload.wireLength()) {
      return null;
    }
    return named ? UNNAMED.named(HostNames.of(payload, user + 1, end - user - 1)) : UNNAMED;
  }

  /** Index of the 0 behind printable letters, or -1. */
  private static int endOfText(Payload payload, int from) {
    int at = from;
    while (payload.u8(at) > ' ' && payload.u8(at) < 0x7f) {
      at++;
    }
    return payload.u8(at) == 0 ? at : -1;
  }

  /** The request behind the greeting; what is inside of the tunnel is left to others. */
  @Override
  public Identification complete(Identification known, Payload payload) {
    boolean named =
        payload.fromClient()
            && payload.u8(0) == VERSION_5
            && payload.u8(1) >= 1
            && payload.u8(1) <= LAST_COMMAND
            && payload.u8(2) == 0
            && payload.u8(3) == DOMAIN;
    return named ? known.named(HostNames.of(payload, 5, payload.u8(4))) : known;
  }
}
