package io.tapline.flowlog.watch;

import static io.tapline.flowlog.Reason.INVALID_RESUME_TOKEN;

import io.tapline.flowlog.search.Position;
import io.tapline.rpc.Refusal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/** A position as text: a version, its numbers and a check sum, in base64url. */
final class ResumeToken {
  private static final byte VERSION = 1;
  private static final int CHECKED = 1 + 5 * Long.BYTES + Integer.BYTES;
  private static final int LENGTH = CHECKED + Integer.BYTES;

  private ResumeToken() {}

  static String write(WatchPosition position) {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH).put(VERSION);
    bytes.putLong(position.after()).putLong(position.upTo()).putLong(position.skipped());
    Position last = position.last();
    if (last != null) {
      bytes.putLong(last.startNanos()).putLong(last.firstFrame()).putInt(last.sourceId());
    }
    bytes.putInt(CHECKED, checksum(bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * @throws Refusal INVALID_RESUME_TOKEN
   */
  static WatchPosition read(String token) {
    byte[] bytes = bytes(token);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length != LENGTH
        || buffer.get() != VERSION
        || buffer.getInt(CHECKED) != checksum(bytes)) {
      throw invalid();
    }
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

  private static byte[] bytes(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKED);
    return (int) crc.getValue();
  }

  static Refusal invalid() {
    return Refusal.ofField(
        INVALID_RESUME_TOKEN, "resume_token", "The resume token was not given by this log.");
  }
}
