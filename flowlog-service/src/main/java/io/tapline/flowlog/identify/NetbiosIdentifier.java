package io.tapline.flowlog.identify;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * NetBIOS names and datagrams over UDP (RFC 1002, sections 4.2 and 4.4); host is the name that is
 * asked for or registered, of a datagram its source, without the byte that says of what kind it is.
 */
final class NetbiosIdentifier implements ProtocolIdentifier {
  private static final Identification NAMES = Identification.unnamed("netbios-ns");
  private static final Identification DATAGRAMS = Identification.unnamed("netbios-dgm");
  private static final int NAME_PORT = 137;
  private static final int DATAGRAM_PORT = 138;
  private static final int NAME_OFFSET = 12;
  private static final int DATAGRAM_NAME_OFFSET = 14;
  private static final int FIRST_DATAGRAM_TYPE = 0x10;
  private static final int LAST_DATAGRAM_TYPE = 0x16;
  private static final int ENCODED_LENGTH = 32;
  private static final int NAME_LENGTH = 15;

  @Override
  public @Nullable Identification identify(Payload payload) {
    if (payload.isTcp()) {
      return null;
    }
    if (payload.onPort(NAME_PORT) && payload.u8(NAME_OFFSET) == ENCODED_LENGTH) {
      return NAMES.named(name(payload, NAME_OFFSET + 1));
    }
    int type = payload.u8(0);
    boolean datagram = type >= FIRST_DATAGRAM_TYPE && type <= LAST_DATAGRAM_TYPE;
    return payload.onPort(DATAGRAM_PORT) && datagram
        ? DATAGRAMS.named(
            payload.u8(DATAGRAM_NAME_OFFSET) == ENCODED_LENGTH
                ? name(payload, DATAGRAM_NAME_OFFSET + 1)
                : "")
        : null;
  }

  /** Each byte is two letters of A to P, its upper and its lower half (RFC 1001, section 14.1). */
  private static String name(Payload payload, int from) {
    StringBuilder name = new StringBuilder(NAME_LENGTH);
    for (int i = 0; i < NAME_LENGTH; i++) {
      int high = payload.u8(from + 2 * i) - 'A';
      int low = payload.u8(from + 2 * i + 1) - 'A';
      if (high < 0 || high > 15 || low < 0 || low > 15) {
        return "";
      }
      int letter = high << 4 | low;
      if (letter == 0) {
        break;
      }
      name.append(letter >= ' ' && letter < 0x7f ? (char) letter : '?');
    }
    return name.toString().strip().toLowerCase(Locale.ROOT);
  }
}
