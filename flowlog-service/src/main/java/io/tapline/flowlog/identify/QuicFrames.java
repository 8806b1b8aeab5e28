package io.tapline.flowlog.identify;

/** Collects what the CRYPTO frames of an Initial packet carry (RFC 9000, section 19). */
final class QuicFrames {
  private static final int PADDING = 0;
  private static final int PING = 1;
  private static final int ACK = 2;
  private static final int ACK_WITH_COUNTS = 3;
  private static final int CRYPTO = 6;

  /** In Google's versions 050; no Initial packet of another version has a frame of this type. */
  private static final int GOOGLE_CRYPTO = 8;

  private static final int CLOSE = 0x1c;
  private static final int END = Integer.MAX_VALUE;
  private static final int MAX_FRAMES = Payload.MAX_LENGTH;

  private QuicFrames() {}

  /** Gives the data to the stream; stops at a frame that no Initial packet has. */
  static void collect(Payload frames, StreamBytes stream) {
    int at = 0;
    for (int i = 0; i < MAX_FRAMES && at < frames.length(); i++) {
      at =
          switch (frames.u8(at)) {
            case PADDING, PING -> at + 1;
            case ACK -> behindAck(frames, at, 0);
            case ACK_WITH_COUNTS -> behindAck(frames, at, 3);
            case CRYPTO, GOOGLE_CRYPTO -> crypto(frames, at, stream);
            case CLOSE -> behindClose(frames, at);
            default -> END;
          };
    }
  }

  private static int crypto(Payload frames, int at, StreamBytes stream) {
    int lengthFrom = skip(frames, at + 1, 1);
    long offset = frames.variableNumber(at + 1);
    long length = frames.variableNumber(lengthFrom);
    int data = skip(frames, lengthFrom, 1);
    if (offset < 0 || length < 0 || length > frames.length() - data) {
      return END;
    }
    frames.copyTo(stream, offset, data, (int) length);
    return data + (int) length;
  }

  /** Largest, delay, number of ranges, first range, two numbers a range, and counts. */
  private static int behindAck(Payload frames, int at, int counts) {
    long ranges = frames.variableNumber(skip(frames, at + 1, 2));
    return ranges < 0 || ranges > MAX_FRAMES
        ? END
        : skip(frames, at + 1, 4 + 2 * (int) ranges + counts);
  }

  /** Error, frame, length of the reason, reason. */
  private static int behindClose(Payload frames, int at) {
    int lengthFrom = skip(frames, at + 1, 2);
    long length = frames.variableNumber(lengthFrom);
    return length < 0 || length > frames.length()
        ? END
        : skip(frames, lengthFrom, 1) + (int) length;
  }

  /** Behind so many numbers; {@link #END} where there are fewer. */
  private static int skip(Payload frames, int from, int numbers) {
    int at = from;
    for (int i = 0; i < numbers; i++) {
      int length = frames.variableLength(at);
      if (length < 0) {
        return END;
      }
      at += length;
    }
    return at;
  }
}
