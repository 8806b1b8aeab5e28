package io.tapline.flowlog.search;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Where the next page begins, bound to its question: version, position of the last row, bounds of
 * the interval, and the head of a SHA-256 over filter, order and how connections belong to the
 * interval, as base64url. The bounds are those of the first page, so a range that is relative to
 * now stays what it was then.
 */
final class PageToken {
  private static final byte VERSION = 2;
  private static final int BYTES = 1 + Integer.BYTES + 5 * Long.BYTES;

  private PageToken() {}

  /** What a token says: the rest of the interval behind a row. */
  record Next(Position last, Interval interval) {}

  static String write(Position last, Question question, Order order) {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(last.startNanos())
            .putInt(last.sourceId())
            .putLong(last.firstFrame())
            .putLong(question.interval().startNanos())
            .putLong(question.interval().endNanos())
            .putLong(hash(question, order));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  static Next read(String token, Question question, Order order) {
    ByteBuffer bytes = decode(token);
    if (bytes.remaining() != BYTES || bytes.get() != VERSION) {
      throw failure(Reason.INVALID_PAGE_TOKEN, "The page token is not one of ours.");
    }
    Position last = new Position(bytes.getLong(), bytes.getInt(), bytes.getLong());
    long start = bytes.getLong();
    long end = bytes.getLong();
    if (bytes.getLong() != hash(question, order) || end < start) {
      throw failure(
          Reason.PAGE_TOKEN_MISMATCH,
          "The page token belongs to another filter, order or interval_match.");
    }
    return new Next(last, question.interval().within(start, end));
  }

  private static ByteBuffer decode(String token) {
    try {
      return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException e) {
      return ByteBuffer.allocate(0);
    }
  }

  private static FlowlogException failure(Reason reason, String message) {
    return new FlowlogException(reason, message, Map.of("field", "page_token"));
  }

  private static long hash(Question question, Order order) {
    try {
      String text = question.interval().match() + " " + order + " " + question.filter().strip();
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
