package io.tapline.wire.firewall;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.text.WordCache;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields of random lines against splitting them as texts. */
class FwctllogFieldsTest {
  private static final String BYTES = "|||||||\n\r\0ab19}\u000b\u00fc\u0001\u0080\u00ff";

  private final FwctllogFields fields = new FwctllogFields(new WordCache());

  @Test
  void the_line_and_its_fields_are_those_of_the_text() {
    Random random = new Random(1);
    int whole = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = bytes(random);
      int from = random.nextInt(4);
      whole += assertFields(bytes, Math.min(from, bytes.length)) ? 1 : 0;
    }
    assertThat(whole).isGreaterThan(1_000);
  }

  /** Bars, and between them mostly few other bytes. */
  private static byte[] bytes(Random random) {
    StringBuilder text = new StringBuilder();
    int bars = random.nextInt(4) == 0 ? random.nextInt(25) : 17 + random.nextInt(2);
    for (int bar = 0; bar < bars; bar++) {
      text.append("x".repeat(random.nextInt(3))).append('|');
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      text.insert(at, BYTES.charAt(random.nextInt(BYTES.length())));
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private boolean assertFields(byte[] bytes, int from) {
    String text = new String(bytes, ISO_8859_1);
    int newline = text.indexOf('\n', from);
    int end = newline < 0 ? bytes.length : newline;
    assertThat(fields.scan(bytes, from, bytes.length)).isEqualTo(end);
    String line = text.substring(from, end).replaceFirst("\r+\\z", "");
    String[] expected = line.split("\\|", -1);
    boolean whole = (expected.length == 18 || expected.length == 19) && line.indexOf(0) < 0;
    assertThat(fields.isWhole()).isEqualTo(whole);
    for (int field = 0; field < 19 && whole; field++) {
      String word = field < expected.length ? expected[field] : "";
      assertThat(fields.isEmpty(field)).isEqualTo(word.isEmpty());
      if (!word.isEmpty()) {
        assertThat(text.substring(fields.start(field), fields.end(field))).isEqualTo(word);
      }
    }
    return whole;
  }
}
