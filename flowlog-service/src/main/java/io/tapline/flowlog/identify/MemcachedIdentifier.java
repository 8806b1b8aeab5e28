package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Memcached on its port: a command or the begin of an answer in text, over UDP behind the header of
 * a datagram, and a packet of the binary protocol as long as it says (memcached, protocol.txt and
 * protocol-binary).
 */
final class MemcachedIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("memcached");
  private static final int PORT = 11_211;
  private static final byte[][] BEGINNINGS =
      Ascii.allBytes(
          "get ",
          "gets ",
          "set ",
          "add ",
          "replace ",
          "append ",
          "prepend ",
          "cas ",
          "delete ",
          "incr ",
          "decr ",
          "touch ",
          "mg ",
          "ms ",
          "md ",
          "stats\r\n",
          "stats ",
          "version\r\n",
          "flush_all",
          "STAT ",
          "VALUE ",
          "VERSION ",
          "STORED\r\n",
          "END\r\n");
  private static final int DATAGRAM_HEADER_LENGTH = 8;
  private static final int REQUEST = 0x80;
  private static final int RESPONSE = 0x81;
  private static final int DATA_TYPE = 5;
  private static final int BODY_LENGTH = 8;
  private static final int HEADER_LENGTH = 24;

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.onPort(PORT)
        && (payload.isTcp() ? isText(payload, 0) || isBinary(payload) : isDatagram(payload));
  }

  private static boolean isText(Payload payload, int from) {
    for (byte[] beginning : BEGINNINGS) {
      if (payload.hasAt(from, beginning)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBinary(Payload payload) {
    int magic = payload.u8(0);
    return (magic == REQUEST || magic == RESPONSE)
        && payload.u8(DATA_TYPE) == 0
        && payload.u32(BODY_LENGTH) == payload.wireLength() - HEADER_LENGTH;
  }

  /** A number, which of how many datagrams it is, and nothing in the reserved bytes. */
  private static boolean isDatagram(Payload payload) {
    return payload.u16(2) < payload.u16(4)
        && payload.u16(6) == 0
        && isText(payload, DATAGRAM_HEADER_LENGTH);
  }
}
