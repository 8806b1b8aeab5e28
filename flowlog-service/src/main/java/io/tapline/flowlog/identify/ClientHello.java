package io.tapline.flowlog.identify;

/**
 * The client hello of TLS (RFC 8446, section 4.1.2) with its server_name extension (RFC 6066,
 * section 3).
 */
final class ClientHello {
  static final int TYPE = 1;

  static final int UNKNOWN = Integer.MAX_VALUE;

  private static final int HEADER_LENGTH = 4;
  private static final int SESSION_ID_OFFSET = HEADER_LENGTH + 2 + 32;
  private static final int SERVER_NAME = 0;
  private static final int MAX_EXTENSIONS = 64;

  private ClientHello() {}

  /** Whether all of the hello that begins at a position is there. */
  static boolean isWhole(Payload bytes, int from) {
    int length = length(bytes, from);
    return length != UNKNOWN && from + length <= bytes.length();
  }

  /** Length of the message with its header; {@link #UNKNOWN} where its beginning is not there. */
  static int length(Payload bytes, int from) {
    int low = bytes.u16(from + 2);
    return low < 0 ? UNKNOWN : HEADER_LENGTH + (bytes.u8(from + 1) << 16 | low);
  }

  /** The server's name, as far as the bytes tell; empty when they do not. */
  static String serverName(Payload bytes, int from) {
    int session = from + SESSION_ID_OFFSET;
    int suites = session + 1 + bytes.u8(session);
    int compressions = suites + 2 + bytes.u16(suites);
    int extension = compressions + 1 + bytes.u8(compressions) + 2;
    for (int i = 0; i < MAX_EXTENSIONS && bytes.u16(extension + 2) >= 0; i++) {
      if (bytes.u16(extension) == SERVER_NAME) {
        return nameOf(bytes, extension);
      }
      extension += 4 + bytes.u16(extension + 2);
    }
    return "";
  }

  /** The name in an extension: type, length, list length, name type, name length, name. */
  static String nameOf(Payload bytes, int extension) {
    int length = bytes.u16(extension + 7);
    return bytes.u8(extension + 6) == 0 && length > 0
        ? HostNames.of(bytes, extension + 9, length)
        : "";
  }
}
