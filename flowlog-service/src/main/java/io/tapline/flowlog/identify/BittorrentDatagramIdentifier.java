package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * BitTorrent over UDP: messages of its hash table, bencoded (BEP 5; BEP 42); a request to a tracker
 * with its magic number (BEP 15); the search on the link (BEP 14); a micro transport connection
 * that is opened, with nothing received yet, or whose first data is BitTorrent's handshake (BEP
 * 29).
 */
final class BittorrentDatagramIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("bittorrent");
  private static final byte[][] BEGINNINGS =
      Ascii.allBytes(
          "d1:ad2:id20:", "d1:rd2:id20:", "d2:ip6:", "d1:eli20", "BT-SEARCH * HTTP/1.1\r\n");
  private static final byte[] ID = Ascii.bytes("1:rd2:id20:");
  private static final int EXTERNAL_ADDRESS = 2;
  private static final int ID_BEHIND_ADDRESS = 13;
  private static final byte[] HANDSHAKE = Ascii.bytes("\u0013BitTorrent protocol");
  private static final long TRACKER_HIGH = 0x417;
  private static final long TRACKER_LOW = 0x27101980;
  private static final int TRACKER_LENGTH = 16;
  private static final int DATA = 0x01;
  private static final int SYN = 0x41;
  private static final int HEADER_LENGTH = 20;

  @Override
  public boolean mayBegin(int first) {
    return first == 0 || first == DATA || first == SYN || Ascii.anyStartsWith(BEGINNINGS, first);
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (payload.isTcp()) {
      return false;
    }
    return switch (payload.u8(0)) {
      case 0 -> isTracker(payload);
      case DATA -> payload.u8(1) == 0 && payload.hasAt(HEADER_LENGTH, HANDSHAKE);
      case SYN -> isSyn(payload);
      default -> isText(payload);
    };
  }

  private static boolean isText(Payload payload) {
    if (payload.startsWith(BEGINNINGS[EXTERNAL_ADDRESS])) {
      return payload.hasAt(ID_BEHIND_ADDRESS, ID);
    }
    return Ascii.startsWithAny(payload, BEGINNINGS);
  }

  private static boolean isTracker(Payload payload) {
    return payload.wireLength() == TRACKER_LENGTH
        && payload.u32(0) == TRACKER_HIGH
        && payload.u32(4) == TRACKER_LOW
        && payload.u32(8) == 0;
  }

  /** No extension, no time difference yet, a window, a number, nothing acknowledged. */
  private static boolean isSyn(Payload payload) {
    return payload.wireLength() == HEADER_LENGTH
        && payload.u8(1) == 0
        && payload.u32(8) == 0
        && payload.u32(12) > 0
        && payload.u16(16) > 0
        && payload.u16(18) == 0;
  }
}
