package io.tapline.report.detect;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The state in one small file, replaced as a whole. It is not synced: after a power failure it may
 * be old or not whole, and then more is looked at again.
 */
final class DetectionFile implements DetectionStore {
  private static final Logger LOG = Logger.getLogger(DetectionFile.class);

  private final Path file;
  private final DetectionMetrics metrics;
  private @Nullable DetectionState saved;
  private boolean failing;

  DetectionFile(Path file, DetectionMetrics metrics) {
    this.file = file;
    this.metrics = metrics;
  }

  @Override
  public Optional<DetectionState> load() {
    try {
      Optional<DetectionState> state = DetectionStateText.read(Files.readString(file));
      if (state.isEmpty()) {
        metrics.stateFailed();
        LOG.warnf("%s is not whole; the detections look at the whole log again", file);
      }
      return state;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      failed(e);
      return Optional.empty();
    }
  }

  @Override
  public void save(DetectionState state) {
    if (state.equals(saved)) {
      return;
    }
    try {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(part, DetectionStateText.write(state));
      replace(part);
      saved = state;
      failing = false;
    } catch (IOException e) {
      failed(e);
    }
  }

  private void replace(Path part) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Said once until it works again. */
  private void failed(IOException e) {
    metrics.stateFailed();
    if (!failing) {
      LOG.warnf("The detections' position cannot be kept in %s: %s", file, e);
    }
    failing = true;
  }
}
