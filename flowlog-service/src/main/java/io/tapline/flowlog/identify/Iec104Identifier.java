package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * IEC 60870-5-104 by frames that fill the segment, each with its start byte, its length and a
 * control field of one of three kinds (IEC 60870-5-104, section 5). On other ports than 2404 the
 * first of them has to be unnumbered, as that with which data transfer is started and tested.
 */
final class Iec104Identifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("iec-104");
  private static final int PORT = 2404;
  private static final int START = 0x68;
  private static final int CONTROL_LENGTH = 4;
  private static final int LEAST_DATA_LENGTH = 10;
  private static final int MAX_LENGTH = 253;
  private static final int SUPERVISORY = 0x0100;

  @Override
  public boolean mayBegin(int first) {
    return first == START;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.isTcp()
        && (payload.onPort(PORT) || isUnnumbered(payload, 0))
        && areFrames(payload);
  }

  private static boolean areFrames(Payload payload) {
    int at = 0;
    while (at < payload.wireLength()) {
      if (!isFrame(payload, at)) {
        return false;
      }
      at += 2 + payload.u8(at + 1);
    }
    return at == payload.wireLength();
  }

  private static boolean isFrame(Payload payload, int at) {
    int length = payload.u8(at + 1);
    if (payload.u8(at) != START || payload.u32(at + 2) < 0 || length > MAX_LENGTH) {
      return false;
    }
    boolean received = (payload.u8(at + 4) & 1) == 0;
    boolean data = length >= LEAST_DATA_LENGTH && (payload.u8(at + 2) & 1) == 0;
    boolean supervisory = length == CONTROL_LENGTH && payload.u16(at + 2) == SUPERVISORY;
    return (received && (data || supervisory)) || isUnnumbered(payload, at);
  }

  /** One of the six functions, with nothing else. */
  private static boolean isUnnumbered(Payload payload, int at) {
    boolean alone =
        payload.u8(at + 1) == CONTROL_LENGTH && payload.u8(at + 3) == 0 && payload.u16(at + 4) == 0;
    return alone
        && switch (payload.u8(at + 2)) {
          case 0x07, 0x0b, 0x13, 0x23, 0x43, 0x83 -> true;
          default -> false;
        };
  }
}
