package io.tapline.eventstore.watch;

import static io.tapline.eventstore.Reason.INVALID_RESUME_TOKEN;

import io.tapline.eventstore.change.ChangePosition;
import io.tapline.rpc.Refusal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/** A position as text: a version, xid and seq, and a check sum, in base64url. */
final class ResumeToken {
  private static final byte VERSION = 1;
  private static final int CHECKED = 1 + 2 * Long.BYTES;
  private static final int LENGTH = CHECKED + Integer.BYTES;

  private ResumeToken() {}

  static String write(ChangePosition position) {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH).put(VERSION);
    bytes.putLong(position.xid()).putLong(position.seq());
    bytes.putInt(checksum(bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * @throws Refusal INVALID_RESUME_TOKEN
   */
  static ChangePosition read(String token) {
    byte[] bytes = bytes(token);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length != LENGTH
        || buffer.get() != VERSION
        || buffer.getInt(CHECKED) != checksum(bytes)) {
      throw invalid();
    }
    return new ChangePosition(buffer.getLong(), buffer.getLong());
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
        INVALID_RESUME_TOKEN,
        "resume_token",
        "The resume token was not given by this event store.");
  }
}
