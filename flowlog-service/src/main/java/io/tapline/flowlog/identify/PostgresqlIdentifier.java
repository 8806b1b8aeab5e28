package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** PostgreSQL by its startup message or SSL request (protocol 3). */
final class PostgresqlIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("postgresql");
  private static final long PROTOCOL_3 = 0x30000L;
  private static final long PROTOCOL_3_2 = 0x30002L;
  private static final long SSL_REQUEST = 80_877_103L;
  private static final long GSS_REQUEST = 80_877_104L;

  /** The first byte of a length below 16 MiB. */
  @Override
  public boolean mayBegin(int first) {
    return first == 0;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    long code = payload.u32(4);
    boolean known =
        code == PROTOCOL_3 || code == PROTOCOL_3_2 || code == SSL_REQUEST || code == GSS_REQUEST;
    return payload.isTcp() && known && payload.u32(0) == payload.wireLength();
  }
}
