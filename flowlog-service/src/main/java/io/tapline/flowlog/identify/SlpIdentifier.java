package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * The Service Location Protocol over UDP and TCP. Version 2 (RFC 2608, section 8): version,
 * function 1 to 11, the message's own length, reserved flags zero, a language tag. Version 1 (RFC
 * 2165, section 4.1): version, function 1 to 10, length, dialect 0, a language of two letters.
 */
final class SlpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("svrloc");
  private static final int VERSION_1 = 1;
  private static final int VERSION_2 = 2;
  private static final int LAST_FUNCTION_1 = 10;
  private static final int LAST_FUNCTION_2 = 11;
  private static final int RESERVED_FLAGS_1 = 0x07;
  private static final int RESERVED_FLAGS_2 = 0x1fff;
  private static final int TAG_LENGTH_OFFSET = 12;
  private static final int TAG_OFFSET = 14;
  private static final int MAX_TAG_LENGTH = 16;

  @Override
  public boolean mayBegin(int first) {
    return first == VERSION_1 || first == VERSION_2;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return switch (payload.u8(0)) {
      case VERSION_1 -> isVersion1(payload) ? FOUND : null;
      case VERSION_2 -> isVersion2(payload) ? FOUND : null;
      default -> null;
    };
  }

  private static boolean isVersion2(Payload payload) {
    int function = payload.u8(1);
    int tag = payload.u16(TAG_LENGTH_OFFSET);
    return function >= 1
        && function <= LAST_FUNCTION_2
        && payload.u32(1) == ((long) function << 24 | payload.wireLength())
        && (payload.u16(5) & RESERVED_FLAGS_2) == 0
        && tag >= 2
        && tag <= MAX_TAG_LENGTH
        && isLanguage(payload, TAG_OFFSET, tag);
  }

  private static boolean isVersion1(Payload payload) {
    int function = payload.u8(1);
    return function >= 1
        && function <= LAST_FUNCTION_1
        && payload.u16(2) == payload.wireLength()
        && (payload.u8(4) & RESERVED_FLAGS_1) == 0
        && payload.u8(5) == 0
        && payload.u8(11) >= 0
        && isLanguage(payload, 6, 2);
  }

  /** Letters and hyphens, as in {@code en} and {@code de-AT} (RFC 1766). */
  private static boolean isLanguage(Payload payload, int from, int length) {
    for (int at = from; at < from + length; at++) {
      int letter = Payload.lower(payload.u8(at));
      if ((letter < 'a' || letter > 'z') && letter != '-') {
        return false;
      }
    }
    return true;
  }
}
