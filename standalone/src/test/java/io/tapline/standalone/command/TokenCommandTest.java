package io.tapline.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.standalone.StandaloneException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TokenCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private @Nullable Exception failure;

  private int run(String... arguments) {
    CommandLine line = new CommandLine(new TokenCommand());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (e, _, _) -> {
          failure = e;
          return 1;
        });
    return line.execute(arguments);
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  @Test
  void a_token_is_printed_alone_and_once_and_the_data_directory_is_made() throws IOException {
    assertThat(run("create", "alice", "--role", "analyst", "--data", data())).isZero();
    assertThat(out.toString()).matches("tap_[A-Za-z0-9_-]{43}\n");
    assertThat(err.toString()).contains("alice (analyst, expires never)");
    assertThat(Files.getPosixFilePermissions(Path.of(data())))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    String token = out.toString().strip();
    assertThat(run("list", "--data", data())).isZero();
    assertThat(out.toString()).containsOnlyOnce(token).contains("alice", "analyst", "never");
  }

  @Test
  void a_token_may_expire() {
    assertThat(run("create", "alice", "--role", "viewer", "--expires", "90d", "--data", data()))
        .isZero();
    assertThat(err.toString()).containsPattern("expires 20\\d\\d-\\d\\d-\\d\\dT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"90", "0d", "d", "-1d", "1.5h", "soon"})
  void what_is_no_length_is_refused(String length) {
    assertThat(run("create", "alice", "--role", "viewer", "--expires", length, "--data", data()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("'" + length + "' is no length");
    assertThat(Path.of(data())).doesNotExist();
  }

  @Test
  void a_token_needs_a_role_that_exists() {
    assertThat(run("create", "alice", "--data", data())).isEqualTo(2);
    assertThat(run("create", "alice", "--role", "king", "--data", data())).isEqualTo(2);
    assertThat(err.toString()).contains("'king' is no role");
  }

  @Test
  void a_revoked_token_is_not_listed_and_cannot_be_revoked_again() {
    String file = directory.resolve("tokens").toString();
    run("create", "alice", "--role", "viewer", "--file", file);
    assertThat(run("revoke", "alice", "--file", file)).isZero();
    out.getBuffer().setLength(0);
    run("list", "--file", file);
    assertThat(out.toString()).hasLineCount(1);
    assertThat(run("revoke", "alice", "--file", file)).isEqualTo(1);
    assertThat(failure)
        .isInstanceOf(StandaloneException.class)
        .hasMessage(file + " has no token alice.");
  }

  @Test
  void a_name_that_is_taken_is_refused_with_what_to_do() {
    run("create", "alice", "--role", "viewer", "--data", data());
    assertThat(run("create", "alice", "--role", "admin", "--data", data())).isEqualTo(1);
    assertThat(failure)
        .isInstanceOf(StandaloneException.class)
        .hasMessageContaining("revoke it first");
  }
}
