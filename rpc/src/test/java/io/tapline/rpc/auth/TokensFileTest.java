package io.tapline.rpc.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensFileTest {
  private static final Instant EXPIRES = Instant.parse("2027-01-01T00:00:00Z");

  @TempDir Path directory;
  private Tokens tokens;
  private TokensFile file;

  @BeforeEach
  void open() {
    tokens = new Tokens(directory);
    file = new TokensFile(tokens.file());
  }

  @Test
  void a_token_is_256_random_bits_behind_a_prefix() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String token = Token.random(new SecureRandom());
      assertThat(token).matches("tap_[A-Za-z0-9_-]{43}");
      all.add(token);
    }
    assertThat(all).hasSize(100);
  }

  @Test
  void the_file_keeps_a_hash_and_never_the_token() throws IOException {
    String token = tokens.create("alice", Role.ANALYST, EXPIRES);
    assertThat(Files.readString(tokens.file())).doesNotContain(token.substring(4));
    assertThat(file.list())
        .containsExactly(
            new StoredToken("alice", Role.ANALYST, Instant.EPOCH, EXPIRES, Token.hash(token)));
  }

  @Test
  void the_file_is_readable_by_its_owner_alone() throws IOException {
    tokens.create("alice", Role.VIEWER);
    assertThat(Files.getPosixFilePermissions(tokens.file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_revoked_token_is_gone_and_the_others_stay() throws IOException {
    tokens.create("alice", Role.VIEWER);
    tokens.create("bob", Role.ADMIN);
    assertThat(file.revoke("alice")).isTrue();
    assertThat(file.revoke("alice")).isFalse();
    assertThat(file.list()).extracting(StoredToken::name).containsExactly("bob");
  }

  @Test
  void a_name_is_given_once() throws IOException {
    tokens.create("alice", Role.VIEWER);
    assertThatThrownBy(() -> tokens.create("alice", Role.ADMIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("alice already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(owner)", "two words", "-x", "über", "line\nbreak"})
  void what_is_no_name_is_refused(String name) {
    assertThatThrownBy(() -> tokens.create(name, Role.VIEWER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no name");
    assertThat(tokens.file()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----r--"})
  void a_file_that_others_read_or_write_is_refused(String permissions) throws IOException {
    tokens.create("alice", Role.VIEWER);
    Files.setPosixFilePermissions(tokens.file(), PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(file::list)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600 " + tokens.file());
  }

  @Test
  void a_mounted_secret_may_be_readable_by_its_group() throws IOException {
    tokens.create("alice", Role.VIEWER);
    Files.setPosixFilePermissions(tokens.file(), PosixFilePermissions.fromString("r--r-----"));
    assertThat(file.list()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice viewer",
        "alice king 2026-01-01T00:00:00Z never HASH",
        "alice viewer yesterday never HASH",
        "alice viewer 2026-01-01T00:00:00Z soon HASH",
        "alice viewer 2026-01-01T00:00:00Z never 12ab",
      })
  void a_line_that_is_none_is_named(String line) throws IOException {
    String hash = Token.hash("tap_");
    SecretFile.write(tokens.file(), "# a comment\n\n" + line.replace("HASH", hash) + "\n");
    assertThatThrownBy(file::list)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(tokens.file() + ", line 3: ");
  }
}
