package io.tapline.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTokenTest {
  private static final String SERVER = "tapline.example.org:9000";
  private static final String OWNERS = token('o');

  @TempDir Path directory;
  private Path file;

  private static String token(char letter) {
    return "tap_" + String.valueOf(letter).repeat(43);
  }

  @BeforeEach
  void write() throws IOException {
    file = write("alice.token", token('a'));
    Files.createDirectory(directory.resolve("run"));
    write("run/owner.token", OWNERS);
  }

  private Path write(String name, String text) throws IOException {
    Path written = Files.writeString(directory.resolve(name), text + "\n");
    return Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
  }

  private CallerToken environment(Map<String, String> variables) {
    return new CallerToken(variables, directory);
  }

  @Test
  void the_option_wins_then_the_token_then_the_file_of_the_environment() throws IOException {
    String other = write("other.token", token('c')).toString();
    CallerToken all = environment(Map.of("TAPLINE_TOKEN", token('b'), "TAPLINE_TOKEN_FILE", other));
    assertThat(all.of(file, SERVER)).hasValue(token('a'));
    assertThat(all.of(null, SERVER)).hasValue(token('b'));
    assertThat(environment(Map.of("TAPLINE_TOKEN_FILE", other)).of(null, SERVER))
        .hasValue(token('c'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9000", "127.0.0.1:9100", "[::1]:9000"})
  void the_owner_needs_none_on_their_own_machine(String address) {
    assertThat(environment(Map.of()).of(null, address)).hasValue(OWNERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {SERVER, "192.0.2.1:9000", "localhost.example.org:9000", "[2001:db8::1]:1"})
  void the_owners_token_goes_to_no_other_machine(String address) {
    assertThat(environment(Map.of()).of(null, address)).isEmpty();
  }

  @Test
  void a_file_that_everybody_can_read_is_refused() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> environment(Map.of()).of(file, SERVER))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void what_is_no_token_is_refused_and_not_repeated() throws IOException {
    Path other = write("password", "hunter2");
    assertThatThrownBy(() -> environment(Map.of()).of(other, SERVER))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("holds no token")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> environment(Map.of("TAPLINE_TOKEN", "hunter2")).of(null, SERVER))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith("TAPLINE_TOKEN holds no token")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> environment(Map.of()).of(directory.resolve("none"), SERVER))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("cannot be read");
  }
}
