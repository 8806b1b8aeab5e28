package io.tapline.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SealedTextTest {
  private static final byte[] CONTENT = HexFormat.of().parseHex("000102030405060708090a0b");

  @Test
  void the_form_is_version_content_and_checksum() {
    byte[] bytes = Base64.getUrlDecoder().decode(SealedText.write((byte) 7, new byte[] {1, 2}));
    assertThat(HexFormat.of().formatHex(bytes)).startsWith("070102").hasSize(14);
  }

  @Test
  void the_content_comes_back_with_its_version_alone() {
    String text = SealedText.write((byte) 7, CONTENT);
    assertThat(SealedText.read((byte) 7, text))
        .hasValueSatisfying(
            content -> {
              byte[] read = new byte[content.remaining()];
              content.get(read);
              assertThat(read).isEqualTo(CONTENT);
            });
    assertThat(SealedText.read((byte) 8, text)).isEmpty();
  }

  @Test
  void what_was_cut_altered_or_never_written_is_empty() {
    String text = SealedText.write((byte) 7, CONTENT);
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(SealedText.read((byte) 7, text.substring(0, i))).isEmpty();
      assertThat(SealedText.read((byte) 7, text.substring(0, i) + other + text.substring(i + 1)))
          .isEmpty();
    }
    assertThat(SealedText.read((byte) 7, text + "=")).isEmpty();
    assertThat(SealedText.read((byte) 7, "?")).isEmpty();
  }
}
