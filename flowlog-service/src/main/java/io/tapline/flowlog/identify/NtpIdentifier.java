package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** NTP on its port by version, mode and length (RFC 5905, section 7.3). */
final class NtpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("ntp");
  private static final int PORT = 123;
  private static final int LENGTH = 48;
  private static final int CONTROL = 6;

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int version = payload.u8(0) >> 3 & 7;
    int mode = payload.u8(0) & 7;
    boolean plausible = mode >= CONTROL || (mode > 0 && payload.wireLength() >= LENGTH);
    return !payload.isTcp() && payload.onPort(PORT) && version >= 1 && version <= 4 && plausible;
  }
}
