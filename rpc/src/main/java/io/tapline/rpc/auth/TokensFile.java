package io.tapline.rpc.auth;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an installation, a line each ({@link StoredToken}); lines that begin with {@code #}
 * are comments. It is replaced as a whole, so a reader never sees half of it. Faults are
 * IOExceptions whose message says what to do.
 */
public final class TokensFile {
  private static final int MAX_TOKENS = 1_000;
  private static final long MAX_BYTES = 1 << 20;
  private static final String HEADER =
      "# Tapline's tokens: name role created expires sha256. Changed by `tapline token`.\n";

  private final Path file;

  public TokensFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** All tokens; none when there is no file. */
  public List<StoredToken> list() throws IOException {
    return Files.exists(file) ? read() : List.of();
  }

  /** The tokens of a file that has to be there. */
  List<StoredToken> read() throws IOException {
    SecretFile.requirePrivate(file);
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is too long to be a tokens file.");
    }
    List<String> lines = Files.readAllLines(file);
    List<StoredToken> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
        StoredToken token = parse(lines.get(i), i + 1);
        requireNew(names.add(token.name()), token.name());
        tokens.add(token);
      }
    }
    return limited(tokens);
  }

  private StoredToken parse(String line, int number) throws IOException {
    try {
      return StoredToken.parse(line);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }

  private void requireNew(boolean isNew, String name) throws IOException {
    if (!isNew) {
      throw new IOException(
          "%s has a token %s already; revoke it first or choose another name."
              .formatted(file, name));
    }
  }

  private List<StoredToken> limited(List<StoredToken> tokens) throws IOException {
    if (tokens.size() > MAX_TOKENS) {
      throw new IOException("%s has more than %d tokens.".formatted(file, MAX_TOKENS));
    }
    return tokens;
  }

  /**
   * Makes a token and keeps its hash.
   *
   * @param expires null = never
   * @return the token, which cannot be had again
   * @throws IllegalArgumentException for what is no name
   */
  public String create(
      String name, Role role, Instant created, @Nullable Instant expires, SecureRandom random)
      throws IOException {
    String token = Token.random(random);
    StoredToken stored = new StoredToken(name, role, created, expires, Token.hash(token));
    return edit(
        tokens -> {
          requireNew(tokens.stream().noneMatch(other -> other.name().equals(name)), name);
          tokens.add(stored);
          return token;
        });
  }

  /** Whether there was a token of this name, which is gone now. */
  public boolean revoke(String name) throws IOException {
    return edit(tokens -> tokens.removeIf(token -> token.name().equals(name)));
  }

  /** A change of the list that may fail. */
  private interface Edit<T> {
    T apply(List<StoredToken> tokens) throws IOException;
  }

  /** One at a time, also between processes. */
  private <T> T edit(Edit<T> edit) throws IOException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    SecretFile.createIfMissing(lock);
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      List<StoredToken> tokens = new ArrayList<>(list());
      T result = edit.apply(tokens);
      SecretFile.write(file, text(limited(tokens)));
      return result;
    }
  }

  private static String text(List<StoredToken> tokens) {
    return tokens.stream()
        .map(token -> token.line() + "\n")
        .collect(Collectors.joining("", HEADER, ""));
  }
}
