package io.tapline.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
  @TempDir Path temporary;

  @Test
  void a_file_holds_the_sample_as_often_as_asked() throws IOException {
    Path sample = Files.write(temporary.resolve("sample"), new byte[] {1, 2, 3});
    assertThat(Copies.write(sample, 2, temporary))
        .hasBinaryContent(new byte[] {1, 2, 3, 1, 2, 3})
        .isNotEqualTo(Copies.write(sample, 1, temporary));
  }
}
