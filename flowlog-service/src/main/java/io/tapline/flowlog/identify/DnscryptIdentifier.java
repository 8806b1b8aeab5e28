package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * DNSCrypt by the eight bytes with which every answer of a resolver begins (version 2, section 7).
 */
final class DnscryptIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("dnscrypt");
  private static final byte[] RESOLVER_MAGIC = Ascii.bytes("r6fnvWj8");

  @Override
  public @Nullable Identification identify(Payload payload) {
    int from = payload.isTcp() ? 2 : 0;
    return payload.hasAt(from, RESOLVER_MAGIC) ? FOUND : null;
  }
}
