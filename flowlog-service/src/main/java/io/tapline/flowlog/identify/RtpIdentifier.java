package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * RTP of kinds whose datagrams have one possible length: version 2 with nothing optional in the
 * header (RFC 3550, section 5.1), numbers that are not zero, and behind its 12 bytes either audio
 * of 64 kbit/s in steps of 10 ms (PCMU, PCMA, G722), frames of GSM, or whole packets of an MPEG-2
 * transport stream, each with its sync byte (RFC 3551, sections 4.5 and 6; RFC 2250, section 2).
 * Other kinds, among them all with types that are agreed upon elsewhere, have too little to go by.
 */
final class RtpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("rtp");
  private static final int VERSION_2 = 0x80;
  private static final int TYPE_MASK = 0x7f;
  private static final int HEADER_LENGTH = 12;
  private static final int PCMU = 0;
  private static final int GSM = 3;
  private static final int PCMA = 8;
  private static final int G722 = 9;
  private static final int MPEG_STREAM = 33;
  private static final int TEN_MILLISECONDS = 80;
  private static final int MOST_STEPS = 6;
  private static final int GSM_FRAME = 33;
  private static final int MOST_GSM_FRAMES = 3;
  private static final int STREAM_PACKET = 188;
  private static final int SYNC_BYTE = 0x47;
  private static final int DYNAMIC_PORTS = 1024;

  @Override
  public boolean mayBegin(int first) {
    return first == VERSION_2;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return !payload.isTcp()
        && payload.u8(0) == VERSION_2
        && payload.u16(2) > 0
        && payload.u32(4) > 0
        && payload.u32(8) > 0
        && payload.lowestPort() >= DYNAMIC_PORTS
        && fits(payload, payload.u8(1) & TYPE_MASK, payload.wireLength() - HEADER_LENGTH);
  }

  private static boolean fits(Payload payload, int type, int media) {
    return switch (type) {
      case PCMU, PCMA, G722 -> isMultiple(media, TEN_MILLISECONDS, MOST_STEPS);
      case GSM -> isMultiple(media, GSM_FRAME, MOST_GSM_FRAMES);
      case MPEG_STREAM -> isMultiple(media, STREAM_PACKET, media) && isStream(payload);
      default -> false;
    };
  }

  private static boolean isMultiple(int length, int of, int most) {
    return length > 0 && length % of == 0 && length / of <= most;
  }

  private static boolean isStream(Payload payload) {
    for (int at = HEADER_LENGTH; at < payload.wireLength(); at += STREAM_PACKET) {
      if (payload.u8(at) != SYNC_BYTE) {
        return false;
      }
    }
    return true;
  }
}
