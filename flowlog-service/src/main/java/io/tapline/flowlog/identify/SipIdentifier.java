package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** SIP by its start line (RFC 3261, section 7). */
final class SipIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.unnamed(SipChannels.SERVICE);
  private static final byte[][] BEGINNINGS =
      Ascii.allBytes(
          "SIP/2.0 ",
          "INVITE sip",
          "REGISTER sip",
          "OPTIONS sip",
          "ACK sip",
          "BYE sip",
          "CANCEL sip",
          "MESSAGE sip",
          "SUBSCRIBE sip",
          "NOTIFY sip",
          "PUBLISH sip");

  @Override
  public boolean mayBegin(int first) {
    return Ascii.anyStartsWith(BEGINNINGS, first);
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return Ascii.startsWithAny(payload, BEGINNINGS);
  }
}
