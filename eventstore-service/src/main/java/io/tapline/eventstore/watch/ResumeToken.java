package io.tapline.eventstore.watch;

import static io.tapline.eventstore.Reason.INVALID_RESUME_TOKEN;

import io.tapline.eventstore.change.ChangePosition;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.SealedText;
import java.nio.ByteBuffer;

/** A position as text: xid and seq. */
final class ResumeToken {
  private static final byte VERSION = 1;
  private static final int BYTES = 2 * Long.BYTES;

  private ResumeToken() {}

  static String write(ChangePosition position) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(position.xid()).putLong(position.seq());
    return SealedText.write(VERSION, bytes.array());
  }

  /**
   * @throws Refusal INVALID_RESUME_TOKEN
   */
  static ChangePosition read(String token) {
    ByteBuffer bytes =
        SealedText.read(VERSION, token)
            .filter(content -> content.remaining() == BYTES)
            .orElseThrow(ResumeToken::invalid);
    return new ChangePosition(bytes.getLong(), bytes.getLong());
  }

  static Refusal invalid() {
    return Refusal.ofField(
        INVALID_RESUME_TOKEN,
        "resume_token",
        "The resume token was not given by this event store.");
  }
}
