package io.tapline.rpc.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The token that a service shows to those that it calls. A file is read again every {@link #PAUSE},
 * so that a token can be replaced without a restart. For any number of threads.
 */
public final class ServiceToken {
  private static final Logger LOG = Logger.getLogger(ServiceToken.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final @Nullable Path file;
  private final InstantSource clock;
  private volatile Optional<String> token;
  private volatile Instant nextLook = Instant.MIN;

  private ServiceToken(@Nullable Path file, Optional<String> token, InstantSource clock) {
    this.file = file;
    this.token = token;
    this.clock = clock;
  }

  /** Of the settings: the process's own, that of a file, or none. */
  static ServiceToken of(AuthSettings settings, InstantSource clock) {
    return settings.oneProcess()
        ? new ServiceToken(null, Optional.of(Guard.processToken()), clock)
        : new ServiceToken(settings.serviceTokenFile(), Optional.empty(), clock);
  }

  /** Empty where none is configured, or it cannot be read, which is logged. */
  public Optional<String> text() {
    Instant now = clock.instant();
    if (file != null && !now.isBefore(nextLook)) {
      nextLook = now.plus(PAUSE);
      token = read(file);
    }
    return token;
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Token.read(file));
    } catch (IOException e) {
      LOG.errorf("Other services are called without a token: %s", e);
      return Optional.empty();
    }
  }
}
