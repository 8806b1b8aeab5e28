package io.tapline.flowlog.identify;

/**
 * The client hello of Google's QUIC before TLS (versions Q0xx): {@code CHLO}, the number of
 * entries, then for each its tag and the end of its value, little endian, then the values.
 */
final class GoogleHello {
  private static final byte[] MARK = Ascii.bytes("chlo");
  private static final long SERVER_NAME = 0x534e4900L;
  private static final int HEADER_LENGTH = 8;
  private static final int ENTRY_LENGTH = 8;
  private static final int MAX_ENTRIES = 64;

  private GoogleHello() {}

  /** The server's name; empty where there is no such hello, or none in it. */
  static String serverName(Payload bytes) {
    int hello = bytes.indexOfIgnoringCase(MARK, 0);
    int entries = hello < 0 ? 0 : Math.max(0, bytes.u8(hello + 4));
    int values = hello + HEADER_LENGTH + entries * ENTRY_LENGTH;
    long begin = 0;
    for (int i = 0; i < Math.min(entries, MAX_ENTRIES); i++) {
      int entry = hello + HEADER_LENGTH + i * ENTRY_LENGTH;
      long end = littleEndian(bytes, entry + 4);
      if (end < begin || end > bytes.length()) {
        return "";
      }
      if (bytes.u32(entry) == SERVER_NAME) {
        return HostNames.of(bytes, values + (int) begin, (int) (end - begin));
      }
      begin = end;
    }
    return "";
  }

  private static long littleEndian(Payload bytes, int at) {
    long value = bytes.u32(at);
    return value < 0 ? -1 : Integer.reverseBytes((int) value) & 0xffffffffL;
  }
}
