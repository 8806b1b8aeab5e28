package io.tapline.cli.certs;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the commands say when certificates cannot be made or read. */
final class CertsFailure {
  private static final int MOST_DAYS = 36_500;

  private CertsFailure() {}

  /** Work that makes or reads files. */
  interface Work<T> {
    T done() throws IOException;
  }

  /**
   * Does it.
   *
   * @throws CliException USAGE for what cannot be a name, REFUSED for files that cannot be used
   */
  static <T> T said(Work<T> work) {
    try {
      return work.done();
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    } catch (NoSuchFileException e) {
      throw refused(e.getFile() + " is not there (`tapline certs init` makes a CA).");
    } catch (FileSystemException e) {
      throw refused("The certificates cannot be used (" + e + ").");
    } catch (IOException e) {
      throw refused(e.getMessage() + ".");
    }
  }

  /**
   * @throws CliException USAGE
   */
  static int days(int days) {
    if (days < 1 || days > MOST_DAYS) {
      throw new CliException(
          ExitCode.USAGE, "--days wants 1 to %d, not %d.".formatted(MOST_DAYS, days));
    }
    return days;
  }

  private static CliException refused(String sentence) {
    return new CliException(ExitCode.REFUSED, sentence);
  }
}
