package io.tapline.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDirectoriesTest {
  @Test
  void the_home_is_that_of_the_environment() {
    UserDirectories directories = new UserDirectories(Map.of("HOME", "/home/ada"));
    assertThat(directories.data()).isEqualTo(Path.of("/home/ada/.local/share/tapline"));
    assertThat(directories.cache()).isEqualTo(Path.of("/home/ada/.cache/tapline"));
  }

  @Test
  void variables_of_the_specification_win() {
    UserDirectories directories =
        new UserDirectories(
            Map.of("HOME", "/home/ada", "XDG_DATA_HOME", "/data", "XDG_CACHE_HOME", "/cache"));
    assertThat(directories.data()).isEqualTo(Path.of("/data/tapline"));
    assertThat(directories.cache()).isEqualTo(Path.of("/cache/tapline"));
  }

  @Test
  void an_empty_variable_counts_as_absent() {
    UserDirectories directories =
        new UserDirectories(Map.of("HOME", "/home/ada", "XDG_DATA_HOME", " "));
    assertThat(directories.data()).isEqualTo(Path.of("/home/ada/.local/share/tapline"));
  }

  @Test
  void without_a_home_the_account_database_is_asked() {
    assertThat(new UserDirectories(Map.of()).data())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".local/share/tapline"));
  }
}
