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
 * Where the next page begins, bound to its question: version, position of the last row, and the
 * head of a SHA-256 over interval, filter and order, as base64url.
 */
final class PageToken {
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + Long.BYTES + Integer.BYTES + Long.BYTES + Long.BYTES;

  private PageToken() {}

  static String write(Position last, Question question, Order order) {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(last.startNanos())
            .putInt(last.sourceId())
            .putLong(last.firstFrame())
            .putLong(hash(question, order));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  static Position read(String token, Question question, Order order) {
    ByteBuffer bytes = decode(token);
    if (bytes.remaining() != BYTES || bytes.get() != VERSION) {
      throw failure(Reason.INVALID_PAGE_TOKEN, "The page token is not one of ours.");
    }
    Position last = new Position(bytes.getLong(), bytes.getInt(), bytes.getLong());
    if (bytes.getLong() != hash(question, order)) {
      throw failure(
          Reason.PAGE_TOKEN_MISMATCH,
          "The page token belongs to another interval, filter or order.");
    }
    return last;
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
      String text =
          question.interval().startNanos()
              + " "
              + question.interval().endNanos()
              + " "
              + order
              + " "
              + question.filter().strip();
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
