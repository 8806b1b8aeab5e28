package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * AMQP by the header with which a client begins: its name and a version of 0-8 to 0-10 or 1.0, also
 * of SASL and TLS (AMQP 1.0, sections 2.2 and 5.3; AMQP 0-9-1, section 4.2.2); and by a whole frame
 * of 0-9-1: a type, the length, for methods and content headers a class, the end byte (section
 * 4.2.3), or a heartbeat (section 4.2.7).
 */
final class AmqpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("amqp");
  private static final byte[] NAME = Ascii.bytes("AMQP");
  private static final int METHOD = 1;
  private static final int CONTENT_HEADER = 2;
  private static final int HEARTBEAT = 8;
  private static final int FRAME_HEADER = 7;
  private static final int FRAME_END = 0xce;

  @Override
  public boolean mayBegin(int first) {
    return first == NAME[0] || first == METHOD || first == CONTENT_HEADER || first == HEARTBEAT;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (!payload.isTcp()) {
      return false;
    }
    return payload.startsWith(NAME) ? isVersion(payload.u32(NAME.length)) : isFrame(payload);
  }

  /** Protocol or class, major, minor and revision, as the versions order them. */
  private static boolean isVersion(long version) {
    return version == 0x00000901L // 0-9-1
        || version == 0x01010800L // 0-8
        || version == 0x01010009L // 0-9
        || version == 0x0101000aL // 0-10
        || version == 0x00010000L // 1.0
        || version == 0x02010000L // 1.0 in TLS
        || version == 0x03010000L; // 1.0 with SASL
  }

  private static boolean isFrame(Payload payload) {
    long length = payload.u32(3);
    if (length < 0 || length > payload.wireLength() - FRAME_HEADER - 1) {
      return false;
    }
    boolean ended = payload.u8(FRAME_HEADER + (int) length) == FRAME_END;
    return ended
        && switch (payload.u8(0)) {
          case METHOD -> length >= 4 && isClass(payload) && payload.u16(FRAME_HEADER + 2) < 128;
          case CONTENT_HEADER ->
              length >= 14 && isClass(payload) && payload.u16(FRAME_HEADER + 2) == 0;
          case HEARTBEAT -> length == 0 && payload.u16(1) == 0;
          default -> false;
        };
  }

  private static boolean isClass(Payload payload) {
    return switch (payload.u16(FRAME_HEADER)) {
      case 10, 20, 30, 40, 50, 60, 85, 90 -> true;
      default -> false;
    };
  }
}
