package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Oracle's TNS by a connection request: a packet as long as it says without checksums, a version of
 * 8 to 23 and the description of what is asked for, which is there or follows in a packet of its
 * own.
 */
final class OracleIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("oracle");
  private static final int TYPE = 4;
  private static final int CONNECT = 1;
  private static final int VERSION = 8;
  private static final int COMPATIBLE_VERSION = 10;
  private static final int LEAST_VERSION = 300;
  private static final int MOST_VERSION = 330;
  private static final int DATA_LENGTH = 24;
  private static final int DATA_OFFSET = 26;
  private static final int LEAST_OFFSET = 34;

  @Override
  public boolean mayBegin(int first) {
    return first == 0 || first == 1;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.u8(TYPE) == CONNECT
        && payload.isTcp()
        && payload.u16(0) == payload.wireLength()
        && payload.u16(2) == 0
        && isVersion(payload.u16(VERSION))
        && isVersion(payload.u16(COMPATIBLE_VERSION))
        && isData(payload, payload.u16(DATA_OFFSET), payload.u16(DATA_LENGTH));
  }

  private static boolean isVersion(int version) {
    return version >= LEAST_VERSION && version <= MOST_VERSION;
  }

  private static boolean isData(Payload payload, int offset, int length) {
    boolean follows = offset == payload.wireLength();
    boolean isThere = payload.u8(offset) == '(' && (long) offset + length == payload.wireLength();
    return offset >= LEAST_OFFSET && length > 0 && (follows || isThere);
  }
}
