package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * RTCP by a compound packet (RFC 3550, section 6.1): a sender's or receiver's report as long as its
 * count of blocks says, a source description of the same sender behind it, and lengths that lead to
 * the end of the datagram.
 */
final class RtcpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("rtcp");
  private static final int VERSION_MASK = 0xe0;
  private static final int VERSION_2 = 0x80;
  private static final int COUNT_MASK = 0x1f;
  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int LAST_TYPE = 207;
  private static final int SENDER_REPORT_WORDS = 6;
  private static final int RECEIVER_REPORT_WORDS = 1;
  private static final int BLOCK_WORDS = 6;
  private static final int MOST_PACKETS = 32;

  @Override
  public boolean mayBegin(int first) {
    return (first & VERSION_MASK) == VERSION_2;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (payload.isTcp() || (payload.u8(0) & VERSION_MASK) != VERSION_2) {
      return false;
    }
    int description = end(payload, 0);
    return isReport(payload)
        && payload.u8(description + 1) == SOURCE_DESCRIPTION
        && payload.u32(description + 4) == payload.u32(4)
        && arePackets(payload, description);
  }

  private static boolean isReport(Payload payload) {
    int type = payload.u8(1);
    int fixed = type == SENDER_REPORT ? SENDER_REPORT_WORDS : RECEIVER_REPORT_WORDS;
    int blocks = payload.u8(0) & COUNT_MASK;
    return (type == SENDER_REPORT || type == RECEIVER_REPORT)
        && payload.u16(2) == fixed + blocks * BLOCK_WORDS;
  }

  /** Whether packets of version 2 fill the rest; the last of them may be padded. */
  private static boolean arePackets(Payload payload, int from) {
    int at = from;
    for (int i = 0; i < MOST_PACKETS && at < payload.wireLength(); i++) {
      int type = payload.u8(at + 1);
      boolean sound = payload.u16(at + 2) >= 0 && payload.u8(at) >> 6 == 2;
      if (!sound || type < SENDER_REPORT || type > LAST_TYPE) {
        return false;
      }
      at = end(payload, at);
    }
    return at == payload.wireLength();
  }

  /** Lengths count words of four bytes without the first. */
  private static int end(Payload payload, int at) {
    return at + 4 * (payload.u16(at + 2) + 1);
  }
}
