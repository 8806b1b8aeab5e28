package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** SSH by its banner (RFC 4253, section 4.2). */
final class SshIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("ssh");
  private static final byte[] BANNER = Ascii.bytes("SSH-");

  @Override
  public boolean mayBegin(int first) {
    return first == BANNER[0];
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    boolean known = payload.u8(4) == '1' || payload.u8(4) == '2';
    return known && payload.startsWith(BANNER);
  }
}
