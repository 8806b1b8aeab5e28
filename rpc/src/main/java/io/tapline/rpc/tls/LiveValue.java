package io.tapline.rpc.tls;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * What files hold, read again when it is asked for and {@link #PAUSE} has passed. As long as they
 * cannot be used, what they held before is, and an error is logged. For any number of threads.
 */
final class LiveValue<T> {
  static final Duration PAUSE = Duration.ofMinutes(1);

  private static final Logger LOG = Logger.getLogger(LiveValue.class);

  /** Reads the files. */
  interface Reader<T> {
    /**
     * @throws IOException when they cannot be used, in a sentence
     */
    T read() throws IOException;
  }

  private final Reader<T> reader;
  private final InstantSource clock;
  private volatile T value;
  private volatile Instant nextLook;

  /** Reads them for the first time. */
  LiveValue(Reader<T> reader, InstantSource clock) throws IOException {
    this.reader = reader;
    this.clock = clock;
    this.value = reader.read();
    this.nextLook = clock.instant().plus(PAUSE);
  }

  T get() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      nextLook = now.plus(PAUSE);
      readAgain();
    }
    return value;
  }

  private void readAgain() {
    try {
      value = reader.read();
    } catch (IOException e) {
      LOG.errorf("The certificates of before are used on: %s", e.getMessage());
    }
  }
}
