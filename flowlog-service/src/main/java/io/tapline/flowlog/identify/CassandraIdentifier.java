package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Cassandra's CQL by frames of protocol versions 1 to 5: a client's STARTUP and a server's
 * SUPPORTED, which name the version of CQL, and on its port OPTIONS and READY, which are nothing
 * but a header (CQL binary protocol, 2 and 4).
 */
final class CassandraIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("cassandra");
  private static final int PORT = 9042;
  private static final byte[] CQL_VERSION = Ascii.bytes("cql_version");
  private static final int RESPONSE = 0x80;
  private static final int LAST_VERSION = 5;

  /** The first one with numbers of streams of two bytes. */
  private static final int LONGER_VERSION = 3;

  private static final int MAX_FLAGS = 0x1f;
  private static final int STARTUP = 1;
  private static final int READY = 2;
  private static final int OPTIONS = 5;
  private static final int SUPPORTED = 6;

  @Override
  public boolean mayBegin(int first) {
    int version = first & ~RESPONSE;
    return version >= 1 && version <= LAST_VERSION;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private boolean matches(Payload payload) {
    int first = payload.u8(0);
    int opcode = (first & ~RESPONSE) < LONGER_VERSION ? 3 : 4;
    int body = opcode + 5;
    return payload.isTcp()
        && mayBegin(first)
        && payload.u8(1) <= MAX_FLAGS
        && payload.u32(opcode + 1) == payload.wireLength() - body
        && isMessage(payload, payload.u8(opcode), body);
  }

  private static boolean isMessage(Payload payload, int opcode, int body) {
    boolean response = payload.u8(0) > RESPONSE;
    return switch (opcode) {
      case STARTUP -> !response && payload.indexOfIgnoringCase(CQL_VERSION, body) > 0;
      case SUPPORTED -> response && payload.indexOfIgnoringCase(CQL_VERSION, body) > 0;
      case OPTIONS -> !response && isOnlyHeader(payload, body);
      case READY -> response && isOnlyHeader(payload, body);
      default -> false;
    };
  }

  private static boolean isOnlyHeader(Payload payload, int body) {
    return payload.onPort(PORT) && payload.wireLength() == body;
  }
}
