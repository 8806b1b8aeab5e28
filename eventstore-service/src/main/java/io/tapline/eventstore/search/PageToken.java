package io.tapline.eventstore.search;

import static io.tapline.eventstore.EventstoreException.Reason.INVALID_PAGE_TOKEN;
import static io.tapline.eventstore.EventstoreException.Reason.PAGE_TOKEN_MISMATCH;

import io.tapline.eventstore.EventstoreException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;

/**
 * A cursor as opaque text, bound to its question.
 *
 * <pre>
 * version 1 byte | SHA-256 of the question, first 16 bytes | microseconds 8 | id, UTF-8
 * </pre>
 */
public final class PageToken {
  private static final byte VERSION = 1;
  private static final int FINGERPRINT_BYTES = 16;
  private static final int HEADER_BYTES = 1 + FINGERPRINT_BYTES + Long.BYTES;

  private PageToken() {}

  /**
   * @param question any bytes that are the same for the same question, page size aside
   */
  public static String encode(byte[] question, Cursor cursor) {
    byte[] id = cursor.id().getBytes(StandardCharsets.UTF_8);
    ByteBuffer token =
        ByteBuffer.allocate(HEADER_BYTES + id.length)
            .put(VERSION)
            .put(fingerprint(question))
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, cursor.time()))
            .put(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /**
   * @throws EventstoreException INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH
   */
  public static Cursor decode(byte[] question, String token) {
    ByteBuffer bytes = bytes(token);
    byte[] fingerprint = new byte[FINGERPRINT_BYTES];
    try {
      boolean known = bytes.get() == VERSION;
      bytes.get(fingerprint);
      Instant time = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
      String id = StandardCharsets.UTF_8.decode(bytes).toString();
      check(known && id.indexOf('\0') < 0, fingerprint, question);
      return new Cursor(time, id);
    } catch (BufferUnderflowException | DateTimeException | ArithmeticException e) {
      throw invalid();
    }
  }

  private static void check(boolean wellFormed, byte[] fingerprint, byte[] question) {
    if (!wellFormed) {
      throw invalid();
    }
    if (!MessageDigest.isEqual(fingerprint, fingerprint(question))) {
      throw EventstoreException.ofField(
          PAGE_TOKEN_MISMATCH, "page_token", "belongs to a search with other filters");
    }
  }

  private static ByteBuffer bytes(String token) {
    try {
      return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static EventstoreException invalid() {
    return EventstoreException.ofField(
        INVALID_PAGE_TOKEN, "page_token", "was not given by this service");
  }

  private static byte[] fingerprint(byte[] question) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(question);
      return Arrays.copyOf(hash, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
