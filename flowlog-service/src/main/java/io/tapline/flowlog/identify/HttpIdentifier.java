package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** HTTP/1.x requests and responses, and the preface of HTTP/2 without TLS; host from Host. */
final class HttpIdentifier implements ProtocolIdentifier {
  static final String SERVICE = "http";

  private static final Identification UNNAMED = Identification.unnamed(SERVICE);
  private static final byte[] RESPONSE = Ascii.bytes("HTTP/1.");
  private static final byte[] HOST = Ascii.bytes("\r\nhost:");
  private static final byte[] VERSION = Ascii.bytes(" http/1.");
  private static final byte[] PREFACE = Ascii.bytes("PRI * HTTP/2.0\r\n");
  private static final byte[][] METHODS =
      Ascii.allBytes(
          "GET ",
          "POST ",
          "HEAD ",
          "PUT ",
          "DELETE ",
          "OPTIONS ",
          "CONNECT ",
          "PATCH ",
          "TRACE ",
          "PROPFIND ",
          "REPORT ",
          "MKCOL ",
          "LOCK ",
          "NOTIFY ",
          "SUBSCRIBE ");

  @Override
  public @Nullable Identification identify(Payload payload) {
    if (payload.startsWith(RESPONSE) || payload.startsWith(PREFACE)) {
      return UNNAMED;
    }
    return isRequest(payload) ? complete(UNNAMED, payload) : null;
  }

  @Override
  public Identification complete(Identification known, Payload payload) {
    if (!payload.fromClient()) {
      return known;
    }
    int host = payload.indexOfIgnoringCase(HOST, 0);
    return host < 0 ? known : known.named(hostname(payload, host + HOST.length));
  }

  /** A method, and the version at the end of the first line unless that line was cut off. */
  private static boolean isRequest(Payload payload) {
    if (!Ascii.startsWithAny(payload, METHODS)) {
      return false;
    }
    int line = 0;
    while (payload.u8(line) >= ' ') {
      line++;
    }
    int version = payload.indexOfIgnoringCase(VERSION, 0);
    return line >= payload.length() || (version >= 0 && version < line);
  }

  private static String hostname(Payload payload, int from) {
    int start = from;
    while (payload.u8(start) == ' ' || payload.u8(start) == '\t') {
      start++;
    }
    int end = start;
    while (HostNames.isLetter(payload.u8(end)) || payload.u8(end) == '.') {
      end++;
    }
    return isEnd(payload.u8(end)) ? HostNames.of(payload, start, end - start) : "";
  }

  private static boolean isEnd(int letter) {
    return letter == '\r' || letter == '\n' || letter == ':';
  }
}
