package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.PageTokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a page token of connections carries: the position of the last row and the bounds of the
 * interval. The bounds are those of the first page, so a range that is relative to now stays what
 * it was then.
 */
final class PositionToken {
  private static final int VERSION = 3;
  private static final int BYTES = Integer.BYTES + 4 * Long.BYTES;

  static final PageTokens<Rest> TOKENS =
      new PageTokens<>(
          VERSION,
          new PageTokens.Form<>(PositionToken::write, PositionToken::read),
          Reason.INVALID_PAGE_TOKEN,
          Reason.PAGE_TOKEN_MISMATCH);

  private PositionToken() {}

  /** The rest of an interval, behind a row. */
  record Rest(Position last, long startNanos, long endNanos) {
    Rest {
      if (endNanos < startNanos) {
        throw new IllegalArgumentException("The interval ends before it starts.");
      }
    }
  }

  /** The bytes that a token is bound to: all of the question but the bounds of its interval. */
  static byte[] question(Question question, Order order) {
    String text = question.interval().match() + " " + order + " " + question.filter().strip();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] write(Rest rest) {
    return ByteBuffer.allocate(BYTES)
        .putLong(rest.last().startNanos())
        .putInt(rest.last().sourceId())
        .putLong(rest.last().firstFrame())
        .putLong(rest.startNanos())
        .putLong(rest.endNanos())
        .array();
  }

  private static Rest read(ByteBuffer bytes) {
    Position last = new Position(bytes.getLong(), bytes.getInt(), bytes.getLong());
    return new Rest(last, bytes.getLong(), bytes.getLong());
  }
}
