package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * XMPP by the beginning of a stream: {@code <stream:stream}, with or without XML's declaration
 * before it, and the namespace of streams (RFC 6120, sections 4.2 and 4.8.1).
 */
final class XmppIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("xmpp");
  private static final byte[] DECLARATION = Ascii.bytes("<?xml ");
  private static final byte[] STREAM = Ascii.bytes("<stream:stream");
  private static final byte[] NAMESPACE = Ascii.bytes("http://etherx.jabber.org/streams");

  @Override
  public boolean mayBegin(int first) {
    return first == '<';
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (!payload.isTcp() || !(payload.startsWith(DECLARATION) || payload.startsWith(STREAM))) {
      return false;
    }
    int stream = payload.indexOfIgnoringCase(STREAM, 0);
    return stream >= 0 && payload.indexOfIgnoringCase(NAMESPACE, stream) >= 0;
  }
}
