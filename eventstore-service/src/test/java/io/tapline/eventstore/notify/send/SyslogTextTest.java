package io.tapline.eventstore.notify.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Notice.AboutEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SyslogTextTest {
  private static final int SMALLEST = 512;

  /** RFC 5424, 6: what we use of it. */
  private static final Pattern MESSAGE =
      Pattern.compile(
          "<\\d{1,3}>1 [!-~]+ [!-~]{1,255} tapline - event"
              + " (-|\\[tapline@32473( [a-z_]+=\"([^\"\\\\\\]]|\\\\.)*\")+\\])( \uFEFF.+)?");

  private final SyslogText text = new SyslogText("h".repeat(300));

  private static Outgoing message(String subject, String link) {
    AboutEvent event = new AboutEvent("id-1", "NEW", "scan \"]\\", "", "HIGH", link);
    Notice notice = new Notice("ops:1", "ops", List.of(), subject, "", List.of(), event);
    return new Outgoing(notice, null, Instant.parse("2026-03-01T10:00:00Z"));
  }

  /** Fails for a part of a character. */
  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  @Test
  void a_message_that_fits_is_whole() throws Exception {
    Outgoing message = message("A scan", "http://console/");
    SyslogText.Datagram datagram = text.datagram(message, 2_000);
    assertThat(datagram.bytes()).isEqualTo(text.message(message));
    assertThat(decoded(datagram.bytes()))
        .matches(MESSAGE)
        .endsWith("\" link=\"http://console/\"] \uFEFFA scan");
    assertThat(datagram.withoutData()).isFalse();
    assertThat(datagram.textCut()).isFalse();
  }

  @Test
  void a_message_is_well_formed_wherever_it_is_cut() throws Exception {
    String subject = "a\u0159\u20ac\ud83d\ude00".repeat(50);
    Outgoing message = message(subject, "l".repeat(300));
    int whole = text.message(message).length;
    for (int most = SMALLEST; most < whole; most++) {
      SyslogText.Datagram datagram = text.datagram(message, most);
      String decoded = decoded(datagram.bytes());
      assertThat(datagram.bytes().length).isLessThanOrEqualTo(most);
      assertThat(decoded).matches(MESSAGE);
      assertThat(decoded.contains(" event - ")).isEqualTo(datagram.withoutData());
      assertThat(decoded.endsWith(subject)).isEqualTo(!datagram.textCut());
    }
  }

  @Test
  void as_much_of_the_text_as_fits_is_sent() throws Exception {
    Outgoing message = message("\u0159".repeat(400), "");
    int whole = text.message(message).length;
    assertThat(decoded(text.datagram(message, whole - 1).bytes())).endsWith("\u0159");
    assertThat(text.datagram(message, whole - 1).bytes()).hasSize(whole - 2);
    assertThat(text.datagram(message, whole - 2).bytes()).hasSize(whole - 2);
    assertThat(text.datagram(message, whole - 3).bytes()).hasSize(whole - 4);
  }

  @Test
  void structured_data_that_is_too_long_is_left_out_whole_and_the_text_stays() throws Exception {
    SyslogText.Datagram datagram = text.datagram(message("A scan", "l".repeat(2_000)), 1_180);
    assertThat(datagram.withoutData()).isTrue();
    assertThat(datagram.textCut()).isFalse();
    assertThat(decoded(datagram.bytes())).endsWith(" tapline - event - \uFEFFA scan");
  }
}
