package io.tapline.eventstore.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.eventstore.Reason;
import io.tapline.rpc.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;

class CursorTokenTest {
  private static final byte[] QUESTION = "question".getBytes(StandardCharsets.UTF_8);

  @Property
  void a_token_reads_back_as_its_cursor(
      @ForAll @LongRange(min = -62_000_000_000L, max = 250_000_000_000L) long seconds,
      @ForAll @AlphaChars @NotBlank String id) {
    Cursor cursor = new Cursor(Instant.ofEpochSecond(seconds, 123_456_000), id);
    String token = CursorToken.TOKENS.write(QUESTION, cursor);
    assertThat(CursorToken.TOKENS.read(QUESTION, token)).isEqualTo(cursor);
  }

  @Example
  void an_id_that_the_database_cannot_hold_is_refused() {
    String token = CursorToken.TOKENS.write(QUESTION, new Cursor(Instant.EPOCH, "a\0b"));
    assertThatThrownBy(() -> CursorToken.TOKENS.read(QUESTION, token))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_PAGE_TOKEN));
  }
}
