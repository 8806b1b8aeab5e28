package io.tapline.report.detect;

import io.tapline.report.rule.Sighting;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The suppressions of a file, read again when it changed. A file that cannot be read leaves what
 * was read before in force, and is said once for each failure. Without the file nothing is
 * suppressed. Threads may share it.
 */
final class SuppressionFile implements Suppressions {
  private static final Logger LOG = Logger.getLogger(SuppressionFile.class);

  private final Path file;
  private final List<String> detections;
  private final DetectionMetrics metrics;
  private @Nullable FileTime read;
  private String failure = "";
  private Suppressions current = Suppressions.NONE;

  SuppressionFile(Path file, Collection<String> detections, DetectionMetrics metrics) {
    this.file = file;
    this.detections = List.copyOf(detections);
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
        String text = Files.readString(file);
        read = now;
        current = SuppressionList.parse(text, detections);
      }
      failure = "";
    } catch (NoSuchFileException e) {
      read = null;
      current = Suppressions.NONE;
    } catch (CharacterCodingException e) {
      failed("it is no text");
    } catch (IOException | IllegalArgumentException e) {
      failed(String.valueOf(e.getMessage()));
    }
    return current;
  }

  /** A file without permission is tried again each time, and said once. */
  private void failed(String now) {
    if (!now.equals(failure)) {
      metrics.suppressionsFailed();
      LOG.warnf("%s is not read, what it said before holds: %s", file, now);
    }
    failure = now;
  }
}
