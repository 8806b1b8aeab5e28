package io.tapline.cli.connect;

import java.nio.file.Path;
import java.util.Map;

/** Where {@code tapline up} keeps its data unless it is told otherwise. */
public final class UserData {
  private UserData() {}

  /** {@code $XDG_DATA_HOME/tapline}, by default {@code ~/.local/share/tapline}. */
  public static Path directory(Map<String, String> environment) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    String named = environment.getOrDefault("HOME", "");
    Path home = Path.of(named.isBlank() ? System.getProperty("user.home") : named);
    return (data.isBlank() ? home.resolve(".local/share") : Path.of(data)).resolve("tapline");
  }
}
