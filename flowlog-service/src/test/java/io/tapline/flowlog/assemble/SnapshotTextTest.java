package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "ge-0/0/1.0", "\u007f\u0000", "Stra\u00dfe", "eth0 \u2192 \ud83d\ude80"})
  void a_text_is_read_as_it_was_written(String text) {
    SnapshotWriter out = new SnapshotWriter(1);
    out.writeText(text);
    out.writeText("next");
    SnapshotReader in = new SnapshotReader(out.finish());
    in.requireChecksum();
    assertThat(in.readText()).isEqualTo(text);
    assertThat(in.readText()).isEqualTo("next");
    assertThat(in.atEnd()).isTrue();
  }

  @Test
  void a_text_is_its_length_in_bytes_and_its_utf_8() {
    SnapshotWriter text = new SnapshotWriter(1);
    text.writeText("a\u00dfb");
    SnapshotWriter bytes = new SnapshotWriter(1);
    bytes.writeBytes("a\u00dfb".getBytes(StandardCharsets.UTF_8));
    assertThat(text.finish()).isEqualTo(bytes.finish());
  }
}
