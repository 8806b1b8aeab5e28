package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** DHCP by its magic cookie (RFC 2131, section 3). */
final class DhcpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("dhcp");
  private static final int SERVER_PORT = 67;
  private static final int CLIENT_PORT = 68;
  private static final int COOKIE_OFFSET = 236;
  private static final long COOKIE = 0x63825363L;

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    boolean onPorts = payload.onPort(SERVER_PORT) || payload.onPort(CLIENT_PORT);
    return !payload.isTcp() && onPorts && payload.u32(COOKIE_OFFSET) == COOKIE;
  }
}
