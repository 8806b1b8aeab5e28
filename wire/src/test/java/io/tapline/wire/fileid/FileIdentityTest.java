package io.tapline.wire.fileid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdentityTest {
  @TempDir Path directory;

  @Test
  void a_file_that_nobody_touched_is_equal_to_itself_and_through_a_link() throws Exception {
    Path file = Files.write(directory.resolve("a"), new byte[7]);
    Path link = Files.createSymbolicLink(directory.resolve("b"), file);
    assertThat(FileIdentity.of(file)).isEqualTo(FileIdentity.of(file));
    assertThat(FileIdentity.of(link)).isEqualTo(FileIdentity.of(file));
    assertThat(FileIdentity.of(file).sizeBytes()).isEqualTo(7);
  }

  @Test
  void a_file_that_grew_is_the_same_file_with_another_identity() throws Exception {
    Path file = Files.write(directory.resolve("a"), new byte[7]);
    FileIdentity before = FileIdentity.of(file);
    Files.write(file, new byte[1], StandardOpenOption.APPEND);
    assertThat(FileIdentity.of(file)).isNotEqualTo(before).matches(before::sameFile);
  }

  @Test
  void a_time_that_was_set_back_does_not_hide_a_change() throws Exception {
    Path file = Files.write(directory.resolve("a"), new byte[7]);
    FileIdentity before = FileIdentity.of(file);
    FileTime time = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    Files.setLastModifiedTime(file, time);
    assertThat(FileIdentity.of(file)).isNotEqualTo(before);
  }

  @Test
  void a_file_in_its_place_is_another_one() throws Exception {
    Path file = Files.write(directory.resolve("a"), new byte[7]);
    Path other = Files.write(directory.resolve("b"), new byte[7]);
    FileIdentity before = FileIdentity.of(file);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(FileIdentity.of(file)).matches(after -> !after.sameFile(before));
  }
}
