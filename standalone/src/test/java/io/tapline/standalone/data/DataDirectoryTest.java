package io.tapline.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path temporary;

  @Test
  void a_new_directory_is_for_its_owner_only() throws IOException {
    try (DataDirectory data = DataDirectory.open(root())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())))
          .isEqualTo("rwx------");
      assertThat(data.capture()).isDirectory();
      assertThat(data.flowlogCache()).isDirectory();
    }
  }

  @Test
  void a_second_tapline_is_told_who_holds_the_directory() {
    try (DataDirectory held = DataDirectory.open(root())) {
      assertThat(held.root()).exists();
      assertThatThrownBy(() -> DataDirectory.open(root()))
          .isInstanceOf(StandaloneException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data");
    }
  }

  @Test
  void no_name_is_not_the_working_directory() {
    assertThatThrownBy(() -> DataDirectory.open(Path.of("")))
        .isInstanceOf(StandaloneException.class)
        .hasMessageContaining("--data names no directory");
  }

  @Test
  void a_closed_directory_can_be_opened_again() {
    DataDirectory.open(root()).close();
    try (DataDirectory again = DataDirectory.open(root())) {
      assertThat(again.root()).isEqualTo(root());
    }
  }

  @Test
  void a_directory_of_a_newer_tapline_is_refused() throws IOException {
    version("layout=2\npostgres=18\n");
    assertReason(Reason.DATA_DIRECTORY_NEWER);
  }

  @Test
  void a_cluster_of_another_postgres_is_refused() throws IOException {
    version("layout=1\npostgres=18\n");
    Files.createDirectories(root().resolve("postgres"));
    Files.writeString(root().resolve("postgres/PG_VERSION"), "17\n");
    assertReason(Reason.DATA_DIRECTORY_OTHER_POSTGRES);
  }

  @Test
  void a_directory_of_something_else_is_refused() throws IOException {
    version("1.0\n");
    assertReason(Reason.DATA_DIRECTORY_UNUSABLE);
  }

  @Test
  void a_directory_with_other_files_is_refused_and_left_as_it_was() throws IOException {
    Files.createDirectories(root());
    Files.writeString(root().resolve("thesis.odt"), "mine");
    assertReason(Reason.DATA_DIRECTORY_UNUSABLE);
    try (Stream<Path> entries = Files.list(root())) {
      assertThat(entries).containsExactly(root().resolve("thesis.odt"));
    }
  }

  @Test
  void a_refused_directory_is_not_kept_locked() throws IOException {
    version("layout=2\npostgres=18\n");
    assertReason(Reason.DATA_DIRECTORY_NEWER);
    version("layout=1\npostgres=18\n");
    DataDirectory.open(root()).close();
  }

  @Test
  void a_file_in_the_way_is_one_sentence() throws IOException {
    Files.writeString(root(), "not a directory");
    assertReason(Reason.DATA_DIRECTORY_UNUSABLE);
  }

  @Test
  void a_full_disk_is_refused_before_anything_starts() {
    assertThatThrownBy(() -> DataDirectory.requireFree(root(), DataDirectory.MIN_FREE_BYTES - 1))
        .hasMessageContaining("is full");
  }

  private void assertReason(Reason reason) {
    assertThatThrownBy(() -> DataDirectory.open(root()))
        .isInstanceOfSatisfying(
            StandaloneException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private void version(String content) throws IOException {
    Files.createDirectories(root());
    Files.writeString(root().resolve("VERSION"), content);
  }

  private Path root() {
    return temporary.resolve("data");
  }
}
