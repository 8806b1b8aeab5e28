package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * TLS by its hello messages and alerts (RFC 8446, section 5.1); host from the server_name extension
 * (RFC 6066, section 3). A client hello that spans packets is not put together: the extension is
 * looked for in the following ones by its own lengths, which agree three times.
 */
final class TlsIdentifier implements ProtocolIdentifier {
  static final String SERVICE = "tls";

  private static final Identification UNNAMED = Identification.unnamed(SERVICE);
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int MAX_RECORD_LENGTH = 16_384 + 256;
  private static final int HELLO_OFFSET = 5;
  private static final int SESSION_ID_OFFSET = HELLO_OFFSET + 4 + 2 + 32;
  private static final int SERVER_NAME = 0;
  private static final int MAX_EXTENSIONS = 64;

  @Override
  public @Nullable Identification identify(Payload payload) {
    if (!isRecord(payload)) {
      return null;
    }
    return payload.u8(HELLO_OFFSET) == CLIENT_HELLO ? UNNAMED.named(serverName(payload)) : UNNAMED;
  }

  @Override
  public Identification complete(Identification known, Payload payload) {
    if (!payload.fromClient()) {
      return known;
    }
    if (isRecord(payload) && payload.u8(HELLO_OFFSET) == CLIENT_HELLO) {
      return known.named(serverName(payload));
    }
    return known.named(searchServerName(payload, 0));
  }

  private static boolean isRecord(Payload payload) {
    int type = payload.u8(0);
    int length = payload.u16(3);
    if (payload.u8(1) != 3 || payload.u8(2) > 4 || length < 2 || length > MAX_RECORD_LENGTH) {
      return false;
    }
    int message = payload.u8(HELLO_OFFSET);
    return (type == HANDSHAKE && (message == CLIENT_HELLO || message == SERVER_HELLO))
        || (type == ALERT && length == 2 && message <= 2);
  }

  /** Walks from the session id over cipher suites and compression methods to the extensions. */
  private static String serverName(Payload payload) {
    int suites = SESSION_ID_OFFSET + 1 + payload.u8(SESSION_ID_OFFSET);
    int compressions = suites + 2 + payload.u16(suites);
    int extension = compressions + 1 + payload.u8(compressions) + 2;
    for (int i = 0; i < MAX_EXTENSIONS && payload.u16(extension + 2) >= 0; i++) {
      if (payload.u16(extension) == SERVER_NAME) {
        return nameOf(payload, extension);
      }
      extension += 4 + payload.u16(extension + 2);
    }
    return "";
  }

  private static String searchServerName(Payload payload, int from) {
    for (int at = from; at + 9 < payload.length(); at++) {
      if (payload.u16(at) == SERVER_NAME && agrees(payload, at)) {
        return nameOf(payload, at);
      }
    }
    return "";
  }

  private static boolean agrees(Payload payload, int extension) {
    int name = payload.u16(extension + 7);
    return payload.u8(extension + 6) == 0
        && name > 3
        && payload.u16(extension + 4) == name + 3
        && payload.u16(extension + 2) == name + 5
        && payload.u8(extension + 8 + name) >= 0;
  }

  /** type, length, list length, name type, name length, name. */
  private static String nameOf(Payload payload, int extension) {
    int length = payload.u16(extension + 7);
    return payload.u8(extension + 6) == 0 && length > 0
        ? HostNames.of(payload, extension + 9, length)
        : "";
  }
}
