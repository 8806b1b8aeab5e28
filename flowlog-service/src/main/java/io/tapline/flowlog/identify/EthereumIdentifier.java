package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Ethereum's search for nodes, version 4, by a ping or a question for neighbours: behind hash and
 * signature, whose last byte is 0 or 1, the type of the packet and a list that fills the datagram
 * and begins with the version and an endpoint, or with a key (devp2p, discv4, wire protocol).
 */
final class EthereumIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("ethereum");
  private static final int RECOVERY = 96;
  private static final int TYPE = 97;
  private static final int LIST = 98;
  private static final int PING = 1;
  private static final int FIND_NODE = 3;
  private static final int VERSION = 4;

  /** A string of 64 bytes in RLP. */
  private static final int KEY = 0xb840;

  private static final int SHORT_LIST = 0xc0;
  private static final int LIST_OF_ONE_LENGTH = 0xf8;

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int type = payload.u8(TYPE);
    return (type == PING || type == FIND_NODE)
        && !payload.isTcp()
        && payload.u8(RECOVERY) <= 1
        && isPacket(payload, type);
  }

  private static boolean isPacket(Payload payload, int type) {
    int first = payload.u8(LIST);
    int content = first == LIST_OF_ONE_LENGTH ? LIST + 2 : LIST + 1;
    int length = first == LIST_OF_ONE_LENGTH ? payload.u8(LIST + 1) : first - SHORT_LIST;
    return first >= SHORT_LIST
        && first <= LIST_OF_ONE_LENGTH
        && content + length == payload.wireLength()
        && isBegin(payload, type, content);
  }

  private static boolean isBegin(Payload payload, int type, int at) {
    return type == PING
        ? payload.u8(at) == VERSION && payload.u8(at + 1) > SHORT_LIST
        : payload.u16(at) == KEY;
  }
}
