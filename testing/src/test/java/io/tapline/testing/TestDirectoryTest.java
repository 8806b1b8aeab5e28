package io.tapline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestDirectoryTest {
  @Test
  void closing_deletes_it_with_all_it_holds() throws Exception {
    Path path;
    try (TestDirectory directory = new TestDirectory()) {
      path = directory.path();
      Files.createDirectories(path.resolve("a/b"));
      Files.writeString(path.resolve("a/b/file"), "x");
      assertThat(path).isNotEmptyDirectory();
    }
    assertThat(path).doesNotExist();
  }
}
