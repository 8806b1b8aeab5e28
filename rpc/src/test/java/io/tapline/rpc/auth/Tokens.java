package io.tapline.rpc.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A tokens file and the settings that name it. */
public final class Tokens {
  private final Path file;

  public Tokens(Path directory) {
    file = directory.resolve("tokens");
  }

  public Path file() {
    return file;
  }

  public String create(String name, Role role) throws IOException {
    return create(name, role, null);
  }

  public String create(String name, Role role, @Nullable Instant expires) throws IOException {
    return new TokensFile(file).create(name, role, Instant.EPOCH, expires, new SecureRandom());
  }

  public void revoke(String name) throws IOException {
    new TokensFile(file).revoke(name);
  }

  /** Everybody needs a token of the file. */
  public AuthSettings required() {
    return AuthSettings.requiring(file);
  }

  /** A clock that a test turns. */
  public static final class TurnedClock implements InstantSource {
    private Instant now = Instant.parse("2026-11-28T06:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    public void pass(Duration time) {
      now = now.plus(time);
    }
  }
}
