package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** RDP by its connection request and confirm in TPKT (MS-RDPBCGR, 2.2.1). */
final class RdpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("rdp");
  private static final int TPKT_VERSION = 3;
  private static final int CONNECTION_REQUEST = 0xe0;
  private static final int CONNECTION_CONFIRM = 0xd0;
  private static final int PORT = 3389;
  private static final byte[] COOKIE = Ascii.bytes("Cookie: mstshash=");
  private static final int COOKIE_OFFSET = 11;

  @Override
  public boolean mayBegin(int first) {
    return first == TPKT_VERSION;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int type = payload.u8(5);
    boolean tpkt =
        payload.isTcp()
            && payload.u16(0) == TPKT_VERSION << 8
            && payload.u16(2) == payload.wireLength();
    boolean connects = type == CONNECTION_REQUEST || type == CONNECTION_CONFIRM;
    return tpkt && connects && (payload.onPort(PORT) || payload.hasAt(COOKIE_OFFSET, COOKIE));
  }
}
