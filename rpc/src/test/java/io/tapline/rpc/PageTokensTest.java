package io.tapline.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32C;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PageTokensTest {
  private static final byte[] QUESTION = "question".getBytes(UTF_8);
  private static final PageTokens<Long> TOKENS = tokens(1);

  private static PageTokens<Long> tokens(int version) {
    return new PageTokens<>(
        version,
        new PageTokens.Form<>(
            place -> ByteBuffer.allocate(Long.BYTES).putLong(place).array(), ByteBuffer::getLong),
        TestReason.INVALID_PAGE_TOKEN,
        TestReason.PAGE_TOKEN_MISMATCH);
  }

  @Property
  void a_token_reads_back_as_its_place(@ForAll byte[] question, @ForAll long place) {
    assertThat(TOKENS.read(question, TOKENS.write(question, place))).isEqualTo(place);
  }

  @Property
  void any_other_text_is_refused(@ForAll String text) {
    assertInvalid(text);
  }

  @Property
  void a_token_works_for_its_own_question_only(@ForAll byte[] other, @ForAll long place) {
    String token = TOKENS.write(QUESTION, place);
    assertThat(reason(() -> TOKENS.read(other, token))).isEqualTo(TestReason.PAGE_TOKEN_MISMATCH);
  }

  @Property
  void an_altered_token_is_refused(
      @ForAll long place,
      @ForAll @IntRange(max = 38) int at,
      @ForAll @IntRange(min = 1, max = 63) int by) {
    String token = TOKENS.write(QUESTION, place);
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char other = letters.charAt((letters.indexOf(token.charAt(at)) + by) % letters.length());
    assertInvalid(token.substring(0, at) + other + token.substring(at + 1));
  }

  @Property
  void a_cut_token_is_refused(@ForAll long place, @ForAll @IntRange(max = 38) int length) {
    assertInvalid(TOKENS.write(QUESTION, place).substring(0, length));
  }

  @Example
  void a_token_of_another_version_is_refused() {
    assertInvalid(tokens(2).write(QUESTION, 1L));
  }

  @Example
  void a_padded_token_is_refused() {
    assertInvalid(TOKENS.write(QUESTION, 1L) + "=");
  }

  /** Whoever knows the form can write one with a right checksum; its place may be anything. */
  @Property
  void a_forged_place_is_refused_or_read(@ForAll byte[] place) {
    PageTokens<Instant> times =
        new PageTokens<>(
            1,
            new PageTokens.Form<>(
                time -> new byte[0], bytes -> Instant.ofEpochSecond(bytes.getLong())),
            TestReason.INVALID_PAGE_TOKEN,
            TestReason.PAGE_TOKEN_MISMATCH);
    String forged = forged(times.write(QUESTION, Instant.EPOCH), place);
    if (place.length != Long.BYTES) {
      assertThat(reason(() -> times.read(QUESTION, forged)))
          .isEqualTo(TestReason.INVALID_PAGE_TOKEN);
    } else if (Math.abs(ByteBuffer.wrap(place).getLong()) < Instant.MAX.getEpochSecond()) {
      assertThat(times.read(QUESTION, forged).getEpochSecond())
          .isEqualTo(ByteBuffer.wrap(place).getLong());
    }
  }

  @Example
  void a_forged_place_beyond_all_years_is_refused() {
    PageTokens<Instant> times =
        new PageTokens<>(
            1,
            new PageTokens.Form<>(
                time -> ByteBuffer.allocate(Long.BYTES).putLong(Long.MAX_VALUE).array(),
                bytes -> Instant.ofEpochSecond(bytes.getLong())),
            TestReason.INVALID_PAGE_TOKEN,
            TestReason.PAGE_TOKEN_MISMATCH);
    assertThat(reason(() -> times.read(QUESTION, times.write(QUESTION, Instant.EPOCH))))
        .isEqualTo(TestReason.INVALID_PAGE_TOKEN);
  }

  private static String forged(String empty, byte[] place) {
    byte[] header = Base64.getUrlDecoder().decode(empty);
    ByteBuffer token =
        ByteBuffer.allocate(header.length + place.length)
            .put(header, 0, header.length - Integer.BYTES)
            .put(place);
    CRC32C crc = new CRC32C();
    crc.update(token.array(), 0, token.position());
    token.putInt((int) crc.getValue());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  private static void assertInvalid(String token) {
    assertThat(reason(() -> TOKENS.read(QUESTION, token))).isEqualTo(TestReason.INVALID_PAGE_TOKEN);
  }

  private static RefusalReason reason(org.assertj.core.api.ThrowableAssert.ThrowingCallable read) {
    Refusal refusal = catchThrowableOfType(Refusal.class, read);
    assertThat(refusal.details()).containsEntry("field", "page_token");
    return refusal.reason();
  }
}
