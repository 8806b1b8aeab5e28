package io.tapline.eventstore.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.eventstore.EventstoreException;
import io.tapline.eventstore.EventstoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;

class PageTokenTest {
  private static final byte[] QUESTION = "question".getBytes(StandardCharsets.UTF_8);

  @Property
  void a_token_reads_back_as_its_cursor(
      @ForAll @LongRange(min = -62_000_000_000L, max = 250_000_000_000L) long seconds,
      @ForAll @AlphaChars @NotBlank String id) {
    Cursor cursor = new Cursor(Instant.ofEpochSecond(seconds, 123_456_000), id);
    assertThat(PageToken.decode(QUESTION, PageToken.encode(QUESTION, cursor))).isEqualTo(cursor);
  }

  @Property
  void any_other_text_is_refused(@ForAll String token) {
    assertThatThrownBy(() -> PageToken.decode(QUESTION, token))
        .isInstanceOf(EventstoreException.class);
  }

  @Property
  void a_token_works_for_its_own_question_only(@ForAll byte[] other) {
    String token = PageToken.encode(QUESTION, new Cursor(Instant.EPOCH, "a"));
    assertThatThrownBy(() -> PageToken.decode(other, token))
        .isInstanceOfSatisfying(
            EventstoreException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.PAGE_TOKEN_MISMATCH));
  }
}
