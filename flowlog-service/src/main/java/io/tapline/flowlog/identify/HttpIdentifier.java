package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.x requests with any method, and responses; host from Host, from the target of CONNECT and
 * of requests to proxies (RFC 9112, section 3.2), and from the first request of HTTP/2 without TLS.
 * A request that spans segments is put together. Behind CONNECT the client hello or request inside
 * says more than an address.
 */
final class HttpIdentifier implements ProtocolIdentifier {
  static final String SERVICE = "http";

  private static final Identification UNNAMED = Identification.unnamed(SERVICE);
  private static final byte[] RESPONSE = Ascii.bytes("HTTP/1.");
  private static final byte[] HOST = Ascii.bytes("\nhost:");
  private static final byte[] VERSION = Ascii.bytes(" http/1.");
  private static final byte[] SCHEME = Ascii.bytes("://");
  private static final byte[] CONNECT = Ascii.bytes("CONNECT ");
  private static final int MAX_METHOD_LENGTH = 20;
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

  private final PartialHellos partial;
  private final Payload request = new Payload(StreamBytes.MAX_BYTES);

  HttpIdentifier(PartialHellos partial) {
    this.partial = partial;
  }

  @Override
  public boolean mayBegin(int first) {
    return isMethodLetter(first);
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    if (payload.startsWith(RESPONSE)) {
      return UNNAMED;
    }
    return payload.startsWith(Http2Headers.PREFACE) || isRequest(payload) ? begun(payload) : null;
  }

  @Override
  public Identification complete(Identification known, Payload payload) {
    if (!payload.fromClient()) {
      return known;
    }
    PartialHello begun = partial.get(payload.connection());
    if (begun != null) {
      return continued(known, begun, payload);
    }
    return isRequest(payload) ? begun(payload) : known.named(header(payload));
  }

  /** Of a request whose host comes in the same payload; null for anything else. */
  @Nullable Identification identifyWhole(Payload payload) {
    return isRequest(payload) ? UNNAMED.named(header(payload)) : null;
  }

  private Identification begun(Payload payload) {
    String host = host(payload);
    if (!host.equals(Http2Headers.INCOMPLETE)) {
      return named(UNNAMED, payload, host);
    }
    if (payload.isCut()) {
      return UNNAMED;
    }
    PartialHello begun = PartialHello.ofTcp(payload.sequence());
    payload.copyTo(begun.stream, 0);
    partial.put(payload.connection(), begun);
    return UNNAMED;
  }

  private Identification continued(Identification known, PartialHello begun, Payload payload) {
    payload.copyTo(begun.stream, payload.sequence() - begun.firstSequence);
    request.clear();
    request.append(begun.stream.bytes(), 0, begun.stream.length());
    String host = host(request);
    if (host.equals(Http2Headers.INCOMPLETE) && !header(payload).isEmpty()) {
      host = header(payload); // what is missing between was not captured
    }
    if (host.equals(Http2Headers.INCOMPLETE) && request.length() < StreamBytes.MAX_BYTES) {
      return known;
    }
    partial.remove(payload.connection());
    return host.equals(Http2Headers.INCOMPLETE) ? known : named(known, request, host);
  }

  /** Of a tunnel to an address the name may come inside. */
  private static Identification named(Identification known, Payload request, String host) {
    boolean address = request.startsWith(CONNECT) && HostNames.isAddress(host);
    return address ? known.tunnelTo(host) : known.named(host);
  }

  /** Host of a request; incomplete when the header neither has it nor ends. */
  private static String host(Payload request) {
    if (request.startsWith(Http2Headers.PREFACE)) {
      return Http2Headers.host(request);
    }
    String host = header(request);
    if (!host.isEmpty()) {
      return host;
    }
    return endOfHeader(request) < 0 ? Http2Headers.INCOMPLETE : target(request);
  }

  /** The value of Host, whose line must have its end; empty where there is none. */
  private static String header(Payload payload) {
    int host = payload.indexOfIgnoringCase(HOST, 0);
    if (host < 0) {
      return "";
    }
    int from = host + HOST.length;
    while (payload.u8(from) == ' ' || payload.u8(from) == '\t') {
      from++;
    }
    return isOneWord(payload, from) ? HostNames.authority(payload, from) : "";
  }

  /** Whether a line's end follows the word at a position, with no more than blanks between. */
  private static boolean isOneWord(Payload payload, int from) {
    int at = from;
    while (payload.u8(at) > ' ') {
      at++;
    }
    while (payload.u8(at) == ' ' || payload.u8(at) == '\t') {
      at++;
    }
    return payload.u8(at) == '\r' || payload.u8(at) == '\n';
  }

  /** The authority in the first line, of CONNECT and of requests to proxies. */
  private static String target(Payload request) {
    if (request.startsWith(CONNECT)) {
      return HostNames.authority(request, CONNECT.length);
    }
    int scheme = request.indexOfIgnoringCase(SCHEME, 0, endOfLine(request));
    return scheme > 0 ? HostNames.authority(request, scheme + SCHEME.length) : "";
  }

  /** Where the empty line begins, which ends in LF with or without CR; -1 when there is none. */
  private static int endOfHeader(Payload request) {
    for (int at = 0; at + 1 < request.length(); at++) {
      int next = request.u8(at + 1) == '\r' ? at + 2 : at + 1;
      if (request.u8(at) == '\n' && request.u8(next) == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** A method, and the version at the end of the first line unless that line was cut off. */
  private static boolean isRequest(Payload payload) {
    if (!startsWithMethod(payload)) {
      return false;
    }
    int line = endOfLine(payload);
    if (line >= payload.length()) {
      return Ascii.startsWithAny(payload, METHODS);
    }
    return payload.indexOfIgnoringCase(VERSION, 0, line) >= 0;
  }

  /** Upper case letters, a hyphen or an underscore within, and a blank. */
  private static boolean startsWithMethod(Payload payload) {
    int at = 0;
    while (at < MAX_METHOD_LENGTH && isMethodLetter(payload.u8(at))) {
      at++;
    }
    return at > 0 && payload.u8(at) == ' ';
  }

  private static boolean isMethodLetter(int letter) {
    return (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_';
  }

  private static int endOfLine(Payload payload) {
    int line = 0;
    while (payload.u8(line) >= ' ') {
      line++;
    }
    return line;
  }
}
