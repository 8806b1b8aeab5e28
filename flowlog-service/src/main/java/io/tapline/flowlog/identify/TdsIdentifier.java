package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * TDS, the protocol of Microsoft's SQL Server, by a packet that is as long as it says and not
 * spread over windows, and is a pre-login of either end, whose list of options ends where its first
 * option begins, or a login with its own length and a version of 7.0 to 7.4 (MS-TDS, 2.2.3.1,
 * 2.2.6.4 and 2.2.6.5).
 */
final class TdsIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("ms-sql-s");
  private static final int RESPONSE = 0x04;
  private static final int LOGIN = 0x10;
  private static final int PRELOGIN = 0x12;
  private static final int HEADER_LENGTH = 8;
  private static final int WINDOW = 7;
  private static final int OPTION_LENGTH = 5;
  private static final int VERSION_OPTION_LENGTH = 6;
  private static final int TERMINATOR = 0xff;
  private static final int HIGH_BYTE_OF_VERSION = 15;
  private static final int VERSION_7_0 = 0x70;
  private static final int VERSION_7_4 = 0x74;

  @Override
  public boolean mayBegin(int first) {
    return first == RESPONSE || first == LOGIN || first == PRELOGIN;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    boolean packet =
        payload.isTcp()
            && payload.u8(1) <= 1
            && payload.u16(2) == payload.wireLength()
            && payload.u8(WINDOW) == 0;
    return packet
        && switch (payload.u8(0)) {
          case RESPONSE, PRELOGIN -> isPrelogin(payload);
          case LOGIN -> isLogin(payload);
          default -> false;
        };
  }

  /** The first option is the version; its offset counts from behind the header. */
  private static boolean isPrelogin(Payload payload) {
    int offset = payload.u16(HEADER_LENGTH + 1);
    return payload.u8(HEADER_LENGTH) == 0
        && payload.u16(HEADER_LENGTH + 3) == VERSION_OPTION_LENGTH
        && offset % OPTION_LENGTH == 1
        && payload.u8(HEADER_LENGTH + offset - 1) == TERMINATOR;
  }

  private static boolean isLogin(Payload payload) {
    int version = payload.u8(HIGH_BYTE_OF_VERSION);
    return payload.u32Little(HEADER_LENGTH) == payload.wireLength() - HEADER_LENGTH
        && version >= VERSION_7_0
        && version <= VERSION_7_4;
  }
}
