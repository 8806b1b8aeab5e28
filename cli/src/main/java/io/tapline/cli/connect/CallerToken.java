package io.tapline.cli.connect;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The token that the command shows: that of {@code --token-file}, else of {@code TAPLINE_TOKEN},
 * else of the file that {@code TAPLINE_TOKEN_FILE} names; else, asking this machine, the one that a
 * {@code tapline up} of the same user left for its owner. There is no option for the token itself:
 * other users of the machine see a command's arguments. Never printed.
 */
final class CallerToken {
  static final String TOKEN = "TAPLINE_TOKEN";
  static final String FILE = "TAPLINE_TOKEN_FILE";

  private static final Pattern FORM = Pattern.compile("tap_[A-Za-z0-9_-]{43}");
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1\\]):[0-9]+");

  private final Map<String, String> environment;
  private final Path ownerToken;

  /**
   * @param data the data directory of {@code tapline up} without {@code --data}
   */
  CallerToken(Map<String, String> environment, Path data) {
    this.environment = environment;
    this.ownerToken = data.resolve("run").resolve("owner.token");
  }

  /**
   * The token for a server; empty when nobody gave one.
   *
   * @param file of the option; null when it was not given
   * @param address {@code host:port}
   * @throws CliException USAGE for a file that cannot be used
   */
  Optional<String> of(@Nullable Path file, String address) {
    String named = environment.getOrDefault(FILE, "");
    if (file != null) {
      return Optional.of(read(file));
    }
    if (environment.containsKey(TOKEN)) {
      return Optional.of(checked(environment.get(TOKEN).strip(), TOKEN));
    }
    if (!named.isEmpty()) {
      return Optional.of(read(Path.of(named)));
    }
    return THIS_MACHINE.matcher(address).matches() && Files.isReadable(ownerToken)
        ? Optional.of(read(ownerToken))
        : Optional.empty();
  }

  private static String read(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        throw usage("Everybody can read the token in %s: chmod 600 %s".formatted(file, file));
      }
      return checked(Files.readString(file).strip(), file.toString());
    } catch (IOException e) {
      throw usage("The token in %s cannot be read (%s).".formatted(file, e));
    }
  }

  private static String checked(String token, String origin) {
    if (!FORM.matcher(token).matches()) {
      throw usage(origin + " holds no token; one begins with tap_ and has 47 characters.");
    }
    return token;
  }

  private static CliException usage(String sentence) {
    return new CliException(ExitCode.USAGE, sentence);
  }
}
