package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * IRC by a line of a client that is of no other protocol: its capabilities or its name; or by one
 * of a server to a client that has none yet (RFC 2812, sections 2.3 and 3.1; IRCv3, capability
 * negotiation).
 */
final class IrcIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("irc");
  private static final byte[] NICK = Ascii.bytes("NICK ");
  private static final byte[] USER = Ascii.bytes("USER ");
  private static final byte[] CAPABILITIES = Ascii.bytes("CAP LS");
  private static final byte[] NOTICE = Ascii.bytes("NOTICE AUTH :***");
  private static final byte[] NOTICE_TO_ALL = Ascii.bytes("NOTICE * :***");
  private static final int MAX_WORD = 100;

  @Override
  public boolean mayBegin(int first) {
    return first == 'N' || first == 'U' || first == 'C' || first == ':';
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.isTcp()
        && switch (payload.u8(0)) {
          case 'N' -> payload.startsWith(NOTICE) || isNick(payload);
          case 'U' -> payload.startsWith(USER) && isUser(payload);
          case 'C' -> payload.startsWith(CAPABILITIES) && endsLine(payload, CAPABILITIES.length);
          case ':' -> isOfServer(payload);
          default -> false;
        };
  }

  /** One word, and the line ends. */
  private static boolean isNick(Payload payload) {
    int end = endOfWord(payload, NICK.length);
    return payload.startsWith(NICK) && end > NICK.length && isEndOfLine(payload.u8(end));
  }

  /** Three words and a real name, where FTP and POP3 have one word. */
  private static boolean isUser(Payload payload) {
    int at = USER.length;
    for (int i = 0; i < 3; i++) {
      int end = endOfWord(payload, at);
      if (end == at || payload.u8(end) != ' ') {
        return false;
      }
      at = end + 1;
    }
    return payload.u8(at) == ':';
  }

  private static boolean isOfServer(Payload payload) {
    int at = endOfWord(payload, 1) + 1;
    return payload.hasAt(at, NOTICE_TO_ALL) || payload.hasAt(at, NOTICE);
  }

  /** The version that is asked for may follow. */
  private static boolean endsLine(Payload payload, int at) {
    return isEndOfLine(payload.u8(payload.u8(at) == ' ' ? endOfWord(payload, at + 1) : at));
  }

  private static boolean isEndOfLine(int letter) {
    return letter == '\r' || letter == '\n';
  }

  private static int endOfWord(Payload payload, int from) {
    int at = from;
    while (at < from + MAX_WORD && payload.u8(at) > ' ') {
      at++;
    }
    return at;
  }
}
