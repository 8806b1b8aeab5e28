package io.tapline.rpc.auth;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of the tokens file: {@code name role created expires sha256}.
 *
 * @param expires null = never
 * @param hash SHA-256 of the token in hexadecimal digits
 */
public record StoredToken(
    String name, Role role, Instant created, @Nullable Instant expires, String hash) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int COLUMNS = 5;
  private static final String NEVER = "never";

  public StoredToken {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name: 1 to 64 of [A-Za-z0-9._@-], a letter or digit first.");
    }
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("The hash of " + name + " is no SHA-256.");
    }
  }

  /**
   * @throws IllegalArgumentException for a line that is none, with a sentence
   */
  static StoredToken parse(String line) {
    String[] columns = line.strip().split("\\s+", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException("A line is: name role created expires sha256.");
    }
    return new StoredToken(
        columns[0],
        role(columns[1]),
        time(columns[2]),
        columns[3].equals(NEVER) ? null : time(columns[3]),
        columns[4]);
  }

  private static Role role(String word) {
    return Role.of(word)
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no role."));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no time (RFC 3339, UTC).", e);
    }
  }

  String line() {
    return String.join(" ", name, role.word(), created.toString(), expiresText(), hash);
  }

  public String expiresText() {
    return expires == null ? NEVER : expires.toString();
  }

  public boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  Principal principal() {
    return new Principal(name, role);
  }
}
