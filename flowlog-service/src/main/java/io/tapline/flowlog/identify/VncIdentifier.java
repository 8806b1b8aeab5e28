package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** VNC by the version of RFB with which both ends begin: 12 bytes (RFC 6143, section 7.1.1). */
final class VncIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("vnc");
  private static final byte[] NAME = Ascii.bytes("RFB ");
  private static final int DOT = 7;
  private static final int LINE_FEED = 11;

  @Override
  public boolean mayBegin(int first) {
    return first == NAME[0];
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.isTcp()
        && payload.startsWith(NAME)
        && Ascii.areDigits(payload, NAME.length, 3)
        && payload.u8(DOT) == '.'
        && Ascii.areDigits(payload, DOT + 1, 3)
        && payload.u8(LINE_FEED) == '\n';
  }
}
