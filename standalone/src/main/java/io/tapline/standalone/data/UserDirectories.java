package io.tapline.standalone.data;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a user's programs keep their files (XDG Base Directory Specification). The home is {@code
 * $HOME}, as for every other program; the JVM asks the account database instead, which differs
 * under sudo and for service accounts.
 */
public final class UserDirectories {
  private final Map<String, String> environment;

  public UserDirectories(Map<String, String> environment) {
    this.environment = environment;
  }

  /** {@code $XDG_DATA_HOME/tapline}, by default {@code ~/.local/share/tapline}. */
  public Path data() {
    return below("XDG_DATA_HOME", ".local/share");
  }

  /** {@code $XDG_CACHE_HOME/tapline}, by default {@code ~/.cache/tapline}. */
  public Path cache() {
    return below("XDG_CACHE_HOME", ".cache");
  }

  private Path below(String variable, String fallback) {
    String named = environment.getOrDefault(variable, "");
    Path base = named.isBlank() ? home().resolve(fallback) : Path.of(named);
    return base.resolve("tapline");
  }

  private Path home() {
    String named = environment.getOrDefault("HOME", "");
    return Path.of(named.isBlank() ? System.getProperty("user.home") : named);
  }
}
