package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** BitTorrent by its handshake (BEP 3). */
final class BittorrentIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("bittorrent");
  private static final byte[] HANDSHAKE = Ascii.bytes("\u0013BitTorrent protocol");

  @Override
  public boolean mayBegin(int first) {
    return first == HANDSHAKE[0];
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.startsWith(HANDSHAKE);
  }
}
