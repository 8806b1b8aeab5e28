package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Telnet by the negotiation that it begins with: at least two commands about options, one on port
 * 23, or one that begins the negotiation of an option's value (RFC 854; RFC 855; IANA, Telnet
 * Options).
 */
final class TelnetIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("telnet");
  private static final int PORT = 23;
  private static final int COMMAND = 0xff;
  private static final int SUBNEGOTIATION = 0xfa;
  private static final int FIRST_VERB = 0xfb;
  private static final int LAST_VERB = 0xfe;
  private static final int LAST_OPTION = 49;
  private static final int COMMAND_LENGTH = 3;

  @Override
  public boolean mayBegin(int first) {
    return first == COMMAND;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.isTcp()
        && isNegotiation(payload, 0)
        && (payload.onPort(PORT)
            || isNegotiation(payload, COMMAND_LENGTH)
            || payload.u16(COMMAND_LENGTH) == (COMMAND << 8 | SUBNEGOTIATION));
  }

  private static boolean isNegotiation(Payload payload, int at) {
    int verb = payload.u8(at + 1);
    int option = payload.u8(at + 2);
    return payload.u8(at) == COMMAND
        && verb >= FIRST_VERB
        && verb <= LAST_VERB
        && option >= 0
        && option <= LAST_OPTION;
  }
}
