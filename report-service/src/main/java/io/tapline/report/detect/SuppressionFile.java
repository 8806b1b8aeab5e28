package io.tapline.report.detect;

import io.tapline.report.rule.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The suppressions of a file, read again when it changed. A file that cannot be read leaves what
 * was read before in force, and is said once for each change. Without the file nothing is
 * suppressed. Threads may share it.
 */
final class SuppressionFile implements Suppressions {
  private static final Logger LOG = Logger.getLogger(SuppressionFile.class);

  private final Path file;
  private final DetectionMetrics metrics;
  private @Nullable FileTime read;
  private Suppressions current = Suppressions.NONE;

  SuppressionFile(Path file, DetectionMetrics metrics) {
    this.file = file;
    this.metrics = metrics;
  }

  @Override
  public boolean suppresses(Sighting sighting) {
    return current().suppresses(sighting);
  }

  private synchronized Suppressions current() {
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (!now.equals(read)) {
        read = now;
        current = SuppressionList.parse(Files.readString(file));
      }
    } catch (NoSuchFileException e) {
      read = null;
      current = Suppressions.NONE;
    } catch (IOException | IllegalArgumentException e) {
      metrics.suppressionsFailed();
      LOG.warnf("%s is not read, what it said before holds: %s", file, e.getMessage());
    }
    return current;
  }
}
