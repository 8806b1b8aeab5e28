package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * OpenVPN by the first packet of either end, which resets the control channel: nothing
 * acknowledged, or the client's first packet with its session, and the packet's number 0, without
 * authentication or behind a code of MD5, SHA-1, SHA-256 or SHA-512; over TCP behind its length
 * (OpenVPN, protocol overview). Channels that are encrypted from their first byte (tls-crypt) say
 * nothing.
 */
final class OpenvpnIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("openvpn");
  private static final int CLIENT_RESET = 7 << 3;
  private static final int SERVER_RESET = 8 << 3;
  private static final int PREFIX_LENGTH = 2;
  private static final int SESSION_LENGTH = 8;

  /** Number and time of the packet, which a code brings along. */
  private static final int REPLAY_LENGTH = 8;

  private static final int CLIENT_REST = 5;
  private static final int SERVER_REST = 17;
  private static final int[] CODES = {16, 20, 32, 64};

  @Override
  public boolean mayBegin(int first) {
    return first == 0 || first == CLIENT_RESET || first == SERVER_RESET;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int from = payload.isTcp() ? PREFIX_LENGTH : 0;
    if (payload.isTcp() && payload.u16(0) != payload.wireLength() - PREFIX_LENGTH) {
      return false;
    }
    return switch (payload.u8(from)) {
      case CLIENT_RESET -> isReset(payload, from, CLIENT_REST);
      case SERVER_RESET -> isReset(payload, from, SERVER_REST);
      default -> false;
    };
  }

  private static boolean isReset(Payload payload, int from, int rest) {
    int before = payload.wireLength() - rest;
    return isSession(payload, from + 1)
        && isAuthentication(before - from - 1 - SESSION_LENGTH)
        && (rest == CLIENT_REST ? isClients(payload, before) : isServers(payload, before));
  }

  /** A random number, of which no half is 0. */
  private static boolean isSession(Payload payload, int at) {
    return payload.u32(at) > 0 && payload.u32(at + 4) > 0;
  }

  private static boolean isAuthentication(int length) {
    for (int code : CODES) {
      if (length == code + REPLAY_LENGTH) {
        return true;
      }
    }
    return length == 0;
  }

  private static boolean isClients(Payload payload, int at) {
    return payload.u8(at) == 0 && payload.u32(at + 1) == 0;
  }

  /** One packet is acknowledged, its number, whose session, and this packet's number. */
  private static boolean isServers(Payload payload, int at) {
    return payload.u8(at) == 1 && payload.u32(at + 1) == 0 && payload.u32(at + 13) == 0;
  }
}
