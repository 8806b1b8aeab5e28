package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * NAT-PMP and its successor PCP on their ports: version, an operation, and a length that it has
 * (RFC 6886, section 3; RFC 6887, section 7).
 */
final class PortMappingIdentifier implements ProtocolIdentifier {
  private static final Identification NAT_PMP = Identification.ofService("nat-pmp");
  private static final Identification PCP = Identification.ofService("pcp");
  private static final int SERVER_PORT = 5351;
  private static final int CLIENT_PORT = 5350;
  private static final int PCP_VERSION = 2;
  private static final int RESPONSE = 0x80;
  private static final int LAST_OPERATION = 2;
  private static final int LAST_PCP_OPERATION = 3;
  private static final int LEAST_PCP_LENGTH = 24;
  private static final int MOST_PCP_LENGTH = 1100;

  @Override
  public boolean mayBegin(int first) {
    return first == 0 || first == PCP_VERSION;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    boolean known =
        !payload.isTcp() && (payload.onPort(SERVER_PORT) || payload.onPort(CLIENT_PORT));
    if (!known) {
      return null;
    }
    return switch (payload.u8(0)) {
      case 0 -> isNatPmp(payload.u8(1), payload.wireLength()) ? NAT_PMP : null;
      case PCP_VERSION -> isPcp(payload.u8(1), payload.wireLength()) ? PCP : null;
      default -> null;
    };
  }

  private static boolean isNatPmp(int operation, int length) {
    return switch (operation) {
      case 0 -> length == 2;
      case 1, LAST_OPERATION, RESPONSE -> length == 12;
      case RESPONSE + 1, RESPONSE + LAST_OPERATION -> length == 16;
      default -> false;
    };
  }

  private static boolean isPcp(int operation, int length) {
    return operation >= 0
        && (operation & ~RESPONSE) <= LAST_PCP_OPERATION
        && length >= LEAST_PCP_LENGTH
        && length <= MOST_PCP_LENGTH
        && (length & 3) == 0;
  }
}
