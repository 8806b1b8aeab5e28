package io.tapline.rpc.auth;

import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tokens file as it is now: looked at again {@link #PAUSE} after the last look, and read again
 * when it has changed. A file that cannot be read admits nobody. For any number of threads.
 */
final class LiveTokens {
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = Logger.getLogger(LiveTokens.class);

  /** What tells one state of the file from another without reading it; ctime is of its mode too. */
  private static final String VERSION = "unix:ino,size,ctime";

  /**
   * @param version values of {@link #VERSION}; null when there is no file
   * @param fault why the tokens cannot be read; null when they can
   */
  private record State(
      @Nullable Map<String, Object> version,
      List<StoredToken> tokens,
      @Nullable String fault,
      boolean seen) {}

  private final Path file;
  private final InstantSource clock;
  private volatile State state = new State(null, List.of(), null, false);
  private volatile Instant nextLook = Instant.MIN;

  LiveTokens(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Whether there is a file, or was one since the start. */
  boolean wereSeen() {
    return current().seen();
  }

  /**
   * @throws Refusal TOKENS_UNREADABLE
   */
  List<StoredToken> tokens() {
    State now = current();
    if (now.version() == null) {
      throw unreadable("There is no tokens file, so nobody is answered: `tapline token create`.");
    }
    if (now.fault() != null) {
      throw unreadable("The tokens cannot be read, so nobody is answered; the log says why.");
    }
    return now.tokens();
  }

  private static Refusal unreadable(String sentence) {
    return new Refusal(AuthReason.TOKENS_UNREADABLE, sentence);
  }

  private State current() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      look(now);
    }
    return state;
  }

  private synchronized void look(Instant now) {
    if (now.isBefore(nextLook)) {
      return;
    }
    @Nullable Map<String, Object> found = version();
    if (!Objects.equals(found, state.version()) || state.fault() != null) {
      state = read(found);
    }
    nextLook = now.plus(PAUSE);
  }

  private @Nullable Map<String, Object> version() {
    try {
      return Files.readAttributes(file, VERSION);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return Map.of("failure", e.toString());
    }
  }

  private State read(@Nullable Map<String, Object> version) {
    if (version == null) {
      return gone();
    }
    try {
      return new State(version, List.copyOf(new TokensFile(file).read()), null, true);
    } catch (IOException e) {
      if (!e.toString().equals(state.fault())) {
        LOG.errorf("Nobody is admitted, because the tokens cannot be read: %s", e);
      }
      return new State(version, List.of(), e.toString(), true);
    }
  }

  private State gone() {
    LOG.errorf("Nobody is admitted, because the tokens file is gone: %s", file);
    return new State(null, List.of(), null, true);
  }
}
