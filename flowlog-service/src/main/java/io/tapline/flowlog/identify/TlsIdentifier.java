package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * TLS by its hello messages and alerts (RFC 8446, section 5.1); host from the client hello. One
 * that spans packets or records is put together by TCP's sequence numbers. Where its beginning was
 * not seen, the extension is looked for by its own lengths, which agree three times.
 */
final class TlsIdentifier implements ProtocolIdentifier {
  static final String SERVICE = "tls";

  private static final Identification UNNAMED = Identification.unnamed(SERVICE);
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  private static final int MAX_RECORD_LENGTH = 16_384 + 256;
  private static final int HEADER_LENGTH = 5;
  private static final int SERVER_NAME = 0;

  private final PartialHellos partial;
  private final Payload hello = new Payload(StreamBytes.MAX_BYTES);

  TlsIdentifier(PartialHellos partial) {
    this.partial = partial;
  }

  @Override
  public boolean mayBegin(int first) {
    return first == ALERT || first == HANDSHAKE;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    if (!isRecord(payload)) {
      return null;
    }
    return isClientHello(payload) ? UNNAMED.named(serverName(payload)) : UNNAMED;
  }

  @Override
  public Identification complete(Identification known, Payload payload) {
    if (!payload.fromClient()) {
      return known;
    }
    PartialHello begun = partial.get(payload.connection());
    if (begun != null) {
      return known.named(continued(begun, payload));
    }
    return known.named(isClientHello(payload) ? serverName(payload) : searchServerName(payload, 0));
  }

  private static boolean isRecord(Payload payload) {
    int type = payload.u8(0);
    int length = payload.u16(3);
    if (payload.u8(1) != 3 || payload.u8(2) > 4 || length < 2 || length > MAX_RECORD_LENGTH) {
      return false;
    }
    int message = payload.u8(HEADER_LENGTH);
    return (type == HANDSHAKE && (message == ClientHello.TYPE || message == SERVER_HELLO))
        || (type == ALERT && length == 2 && message <= 2);
  }

  private static boolean isClientHello(Payload payload) {
    return isRecord(payload)
        && payload.u8(0) == HANDSHAKE
        && payload.u8(HEADER_LENGTH) == ClientHello.TYPE;
  }

  /** Of a hello that begins here; what is missing is waited for, unless it was not captured. */
  private String serverName(Payload payload) {
    if (ClientHello.length(payload, HEADER_LENGTH) <= payload.u16(3)) {
      String name = ClientHello.serverName(payload, HEADER_LENGTH);
      if (!name.isEmpty() || ClientHello.isWhole(payload, HEADER_LENGTH)) {
        return name;
      }
      if (payload.isCut()) {
        return searchServerName(payload, 0);
      }
    }
    PartialHello begun = PartialHello.ofTcp(payload.sequence());
    String found = continued(begun, payload);
    if (found.isEmpty() && !ClientHello.isWhole(hello, 0) && !payload.isCut()) {
      partial.put(payload.connection(), begun);
    }
    return found;
  }

  private String continued(PartialHello begun, Payload payload) {
    payload.copyTo(begun.stream, payload.sequence() - begun.firstSequence);
    boolean sound = unpack(begun.stream);
    String name = ClientHello.serverName(hello, 0);
    if (name.isEmpty() && !ClientHello.isWhole(hello, 0)) {
      name = searchServerName(payload, 0); // what is missing between was not captured
    }
    if (!sound || !name.isEmpty() || ClientHello.isWhole(hello, 0)) {
      partial.remove(payload.connection());
    }
    return name;
  }

  /** Takes the hello out of its records; false when other records come before its end. */
  private boolean unpack(StreamBytes stream) {
    hello.clear();
    int length = stream.length();
    byte[] bytes = stream.bytes();
    int at = 0;
    while (at + HEADER_LENGTH <= length) {
      if (bytes[at] != HANDSHAKE) {
        return false;
      }
      int record = (bytes[at + 3] & 0xff) << 8 | (bytes[at + 4] & 0xff);
      int from = at + HEADER_LENGTH;
      hello.append(bytes, from, Math.min(record, length - from));
      at = from + record;
    }
    return true;
  }

  private static String searchServerName(Payload payload, int from) {
    for (int at = from; at + 9 < payload.length(); at++) {
      if (payload.u8(at) == 0 && payload.u16(at) == SERVER_NAME && agrees(payload, at)) {
        return ClientHello.nameOf(payload, at);
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
}
