package io.tapline.flowlog.watch;

import static io.tapline.flowlog.Reason.INVALID_RESUME_TOKEN;

import io.tapline.flowlog.search.Position;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.SealedText;
import java.nio.ByteBuffer;

/** A position as text: its numbers. */
final class ResumeToken {
  private static final byte VERSION = 1;
  private static final int BYTES = 5 * Long.BYTES + Integer.BYTES;

  private ResumeToken() {}

  static String write(WatchPosition position) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(position.after()).putLong(position.upTo()).putLong(position.skipped());
    Position last = position.last();
    if (last != null) {
      bytes.putLong(last.startNanos()).putLong(last.firstFrame()).putInt(last.sourceId());
    }
    return SealedText.write(VERSION, bytes.array());
  }

  /**
   * @throws Refusal INVALID_RESUME_TOKEN
   */
  static WatchPosition read(String token) {
    ByteBuffer buffer =
        SealedText.read(VERSION, token)
            .filter(content -> content.remaining() == BYTES)
            .orElseThrow(ResumeToken::invalid);
    long after = buffer.getLong();
    long upTo = buffer.getLong();
    long skipped = buffer.getLong();
    if (after < 0 || upTo < after || skipped < 0) {
      throw invalid();
    }
    return upTo == after
        ? WatchPosition.behind(after)
        : new WatchPosition(after, upTo, last(buffer), skipped);
  }

  private static Position last(ByteBuffer buffer) {
    long startNanos = buffer.getLong();
    long firstFrame = buffer.getLong();
    return new Position(startNanos, buffer.getInt(), firstFrame);
  }

  static Refusal invalid() {
    return Refusal.ofField(
        INVALID_RESUME_TOKEN, "resume_token", "The resume token was not given by this log.");
  }
}
