package io.tapline.eventstore.search;

import static io.tapline.eventstore.Reason.INVALID_PAGE_TOKEN;
import static io.tapline.eventstore.Reason.PAGE_TOKEN_MISMATCH;

import io.tapline.rpc.PageTokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A cursor in a page token: microseconds since 1970, 8 bytes, then the id in UTF-8. */
public final class CursorToken {
  private static final int VERSION = 2;

  /** Page tokens of the search for events. */
  public static final PageTokens<Cursor> TOKENS =
      new PageTokens<>(
          VERSION,
          new PageTokens.Form<>(CursorToken::write, CursorToken::read),
          INVALID_PAGE_TOKEN,
          PAGE_TOKEN_MISMATCH);

  private CursorToken() {}

  private static byte[] write(Cursor cursor) {
    byte[] id = cursor.id().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + id.length)
        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, cursor.time()))
        .put(id)
        .array();
  }

  private static Cursor read(ByteBuffer bytes) {
    Instant time = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
    String id = StandardCharsets.UTF_8.decode(bytes).toString();
    if (id.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("No id has a NUL.");
    }
    return new Cursor(time, id);
  }
}
