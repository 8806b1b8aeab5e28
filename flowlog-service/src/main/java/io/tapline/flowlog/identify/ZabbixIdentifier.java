package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Zabbix by the header of its protocol: {@code ZBXD}, flags of which the first is set, and a length
 * whose reserved half is zero unless the data is compressed or large (Zabbix manual, Header).
 */
final class ZabbixIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("zabbix");
  private static final byte[] NAME = Ascii.bytes("ZBXD");
  private static final int PLAIN = 1;
  private static final int COMPRESSED = 3;
  private static final int LARGE = 5;
  private static final int COMPRESSED_AND_LARGE = 7;
  private static final int RESERVED_OFFSET = 9;

  @Override
  public boolean mayBegin(int first) {
    return first == NAME[0];
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (!payload.isTcp() || !payload.startsWith(NAME)) {
      return false;
    }
    return switch (payload.u8(NAME.length)) {
      case PLAIN -> payload.u32(RESERVED_OFFSET) == 0;
      case COMPRESSED, LARGE, COMPRESSED_AND_LARGE -> payload.u32(RESERVED_OFFSET) >= 0;
      default -> false;
    };
  }
}
