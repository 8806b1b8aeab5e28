package io.tapline.flowlog.identify;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * QUIC by the long header of known versions (RFC 9000, section 17.2); host from the client hello in
 * the client's first Initial packets, which are decrypted with the keys that their header tells. A
 * hello that spans datagrams is put together.
 */
final class QuicIdentifier implements ProtocolIdentifier {
  static final String SERVICE = "quic";

  private static final Identification UNNAMED = Identification.unnamed(SERVICE);
  private static final int LONG_HEADER_AND_FIXED_BIT = 0xc0;
  private static final long VERSION_1 = 1;
  private static final long VERSION_2 = 0x6b3343cfL;
  private static final long DRAFTS = 0xff0000L;
  private static final long FACEBOOK = 0xfaceb0L;
  private static final long GREASE_MASK = 0x0f0f0f0fL;
  private static final long GREASE = 0x0a0a0a0aL;
  private static final long GOOGLE = 0x51303L;
  private static final long GOOGLE_WITH_TLS = 0x54303L;
  private static final int PORT = 443;
  private static final int MAX_CONNECTION_ID_LENGTH = 20;
  private static final int MAX_PACKETS = 4;

  private final PartialHellos partial;
  private final QuicSecrets secrets = new QuicSecrets();
  private final QuicInitial packet = new QuicInitial();
  private final Payload hello = new Payload(StreamBytes.MAX_BYTES);

  QuicIdentifier(PartialHellos partial) {
    this.partial = partial;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? complete(UNNAMED, payload) : null;
  }

  @Override
  public Identification complete(Identification known, Payload payload) {
    if (!payload.fromClient()) {
      return known;
    }
    boolean encrypted = packet.header(payload, 0);
    return known.named(encrypted ? encrypted(payload) : GoogleHello.serverName(payload));
  }

  private static boolean matches(Payload payload) {
    int first = payload.u8(0);
    if (payload.isTcp() || (first & 0x80) == 0 || first < 0) {
      return gquic(payload);
    }
    boolean fixed = (first & LONG_HEADER_AND_FIXED_BIT) == LONG_HEADER_AND_FIXED_BIT;
    return fixed && isKnown(payload.u32(1)) && connectionIdsFit(payload);
  }

  private static boolean isKnown(long version) {
    return version == VERSION_1
        || version == VERSION_2
        || version >> 8 == DRAFTS
        || version >> 8 == FACEBOOK
        || version >> 12 == GOOGLE
        || version >> 12 == GOOGLE_WITH_TLS
        || (version & GREASE_MASK) == GREASE;
  }

  private static boolean connectionIdsFit(Payload payload) {
    if (payload.u32(1) >> 12 == GOOGLE) {
      return true; // two lengths in one byte
    }
    int destination = payload.u8(5);
    int source = payload.u8(6 + destination);
    return destination >= 0
        && destination <= MAX_CONNECTION_ID_LENGTH
        && source >= 0
        && source <= MAX_CONNECTION_ID_LENGTH;
  }

  /** Public header of versions Q0xx: flags, connection id, version as text. */
  private static boolean gquic(Payload payload) {
    return !payload.isTcp()
        && payload.onPort(PORT)
        && (payload.u8(0) & 0x89) == 0x09
        && payload.u32(9) >> 12 == GOOGLE;
  }

  /** Of the Initial packets that begin the datagram; what is missing of the hello is waited for. */
  private String encrypted(Payload datagram) {
    PartialHello begun = partial.get(datagram.connection());
    String google = "";
    int at = 0;
    for (int i = 0; i < MAX_PACKETS && packet.header(datagram, at); i++) {
      PartialHello read = decrypted(datagram, begun);
      if (read != null) {
        QuicFrames.collect(packet.frames, read.stream);
        google = google.isEmpty() ? GoogleHello.serverName(packet.frames) : google;
        begun = read;
      }
      at = packet.end;
    }
    return google.isEmpty() && begun != null ? serverName(datagram, begun) : google;
  }

  /** The hello to which the packet's frames belong; null when it cannot be decrypted. */
  private @Nullable PartialHello decrypted(Payload datagram, @Nullable PartialHello begun) {
    try {
      boolean same = begun != null && begun.quicVersion == packet.version;
      if (begun != null && same && packet.decrypt(datagram, keys(begun))) {
        return begun;
      }
      byte[] id = packet.connectionId(datagram);
      if (begun != null && same && Arrays.equals(id, begun.connectionId)) {
        return null;
      }
      QuicKeys keys = secrets.ofClient(packet.protection, id);
      return packet.decrypt(datagram, keys) ? begin(id, keys) : null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES and HMAC-SHA-256", e);
    }
  }

  private PartialHello begin(byte[] connectionId, QuicKeys keys) {
    PartialHello hello = PartialHello.ofQuic(packet.version, connectionId);
    hello.keys = keys;
    return hello;
  }

  /** Derived again where the hello was kept without them. */
  private QuicKeys keys(PartialHello begun) throws GeneralSecurityException {
    if (begun.keys == null) {
      begun.keys = secrets.ofClient(packet.protection, begun.connectionId);
    }
    return begun.keys;
  }

  private String serverName(Payload datagram, PartialHello begun) {
    hello.clear();
    hello.append(begun.stream.bytes(), 0, begun.stream.length());
    String name = hello.u8(0) == ClientHello.TYPE ? ClientHello.serverName(hello, 0) : "";
    int connection = datagram.connection();
    if (!name.isEmpty() || ClientHello.isWhole(hello, 0)) {
      partial.remove(connection);
    } else if (partial.get(connection) != begun) {
      partial.put(connection, begun);
    }
    return name;
  }
}
