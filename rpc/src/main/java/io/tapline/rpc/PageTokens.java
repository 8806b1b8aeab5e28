package io.tapline.rpc;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Where the next page begins, as opaque text that is bound to its question.
 *
 * <pre>
 * SHA-256 of the question, first 16 bytes | place
 * </pre>
 *
 * as {@link SealedText}. A forged token gives nothing that a question without one would not, but
 * {@code read} must expect any bytes.
 *
 * @param <P> the place in a list behind which a page begins
 */
public final class PageTokens<P> {
  private static final int FINGERPRINT_BYTES = 16;

  /** The field of every request that takes a token. */
  private static final String FIELD = "page_token";

  /** How a place is written as bytes. */
  public record Form<P>(Function<P, byte[]> write, Function<ByteBuffer, P> read) {}

  private final byte version;
  private final Form<P> form;
  private final RefusalReason invalid;
  private final RefusalReason mismatch;

  /**
   * @param version of the form: tokens of another one are refused
   * @param invalid reason for what is no token of this version
   * @param mismatch reason for a token of another question
   */
  public PageTokens(int version, Form<P> form, RefusalReason invalid, RefusalReason mismatch) {
    this.version = (byte) version;
    this.form = form;
    this.invalid = invalid;
    this.mismatch = mismatch;
  }

  /**
   * @param question any bytes that are the same for the same question, paging aside
   */
  public String write(byte[] question, P place) {
    byte[] written = form.write().apply(place);
    byte[] content =
        ByteBuffer.allocate(FINGERPRINT_BYTES + written.length)
            .put(fingerprint(question))
            .put(written)
            .array();
    return SealedText.write(version, content);
  }

  /**
   * @throws Refusal for text that is no token of this version, or is one of another question
   */
  public P read(byte[] question, String token) {
    ByteBuffer bytes = checked(token);
    byte[] fingerprint = new byte[FINGERPRINT_BYTES];
    bytes.get(fingerprint);
    if (!MessageDigest.isEqual(fingerprint, fingerprint(question))) {
      throw Refusal.ofField(
          mismatch, FIELD, "The page token belongs to another question; ask without it first.");
    }
    return place(bytes);
  }

  private P place(ByteBuffer bytes) {
    try {
      P place = form.read().apply(bytes);
      if (bytes.hasRemaining()) {
        throw invalid();
      }
      return place;
    } catch (BufferUnderflowException
        | DateTimeException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw invalid();
    }
  }

  /** Fingerprint and place of a token that is whole and of this version. */
  private ByteBuffer checked(String token) {
    return SealedText.read(version, token)
        .filter(content -> content.remaining() >= FINGERPRINT_BYTES)
        .orElseThrow(this::invalid);
  }

  private Refusal invalid() {
    return Refusal.ofField(invalid, FIELD, "The page token was not given by this service.");
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
