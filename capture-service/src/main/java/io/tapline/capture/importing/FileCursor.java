package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.FrameCursor;
import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import io.tapline.wire.capture.CaptureEnding;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole capture file from a position on, with the losses that it tells of. */
public final class FileCursor implements FrameCursor {
  /** Losses remembered of one file; later ones are still delivered. */
  private static final int MAX_LOSSES = 1000;

  private final CaptureFile file;
  private final CaptureReader reader;
  private final Path path;
  private final List<Loss> losses = new ArrayList<>();
  private long position;
  private long lastNanos;
  private boolean pending;
  private boolean ended;
  private boolean torn;
  private long start;
  private volatile long readBytes;

  private FileCursor(CaptureFile file, Path path) {
    this.file = file;
    this.path = path;
    this.reader = file.reader();
  }

  /**
   * Opens the file and steps to a position.
   *
   * @throws CaptureException FILE_NOT_FOUND when it cannot be read any more
   */
  public static FileCursor open(Path path, long position) {
    try {
      FileCursor cursor = new FileCursor(CaptureFile.open(path), path);
      cursor.skipTo(position);
      cursor.start = cursor.position;
      return cursor;
    } catch (IOException e) {
      throw CaptureFiles.unreadable(path.toString(), e);
    }
  }

  @Override
  public long position() {
    return position;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Also true when nothing but the loss of a torn tail was added. A cursor that was opened at
   * the end leaves that loss out: it was told with the last frame.
   */
  @Override
  public boolean read(BatchBuilder batch) {
    try {
      boolean added = false;
      boolean hadEnded = ended;
      while (advance(batch) && batch.fits(reader.capturedLength())) {
        add(batch);
        added = true;
      }
      readBytes = reader.nextFileOffset();
      boolean tailAlone = !hadEnded && ended && torn && (position > start || position == 0);
      return added || tailAlone;
    } catch (InternalError e) {
      throw new CaptureException(
          Reason.CORRUPT_FILE, path + " became shorter while it was read.", e);
    }
  }

  /** Whether every frame was read. */
  public boolean ended() {
    return ended;
  }

  long readBytes() {
    return readBytes;
  }

  /** Losses found so far, from the file's beginning on. */
  List<Loss> losses() {
    return List.copyOf(losses);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the next frame current; at the end adds the loss of the tail to the batch. */
  private boolean advance(BatchBuilder batch) {
    if (pending) {
      return true;
    }
    if (ended) {
      return false;
    }
    pending = reader.next();
    if (!pending) {
      ended = true;
      tail(batch);
    }
    return pending;
  }

  private void add(BatchBuilder batch) {
    if (reader.droppedBefore() > 0) {
      batch.add(remember(dropped()));
    }
    batch.add(
        reader.bytes(),
        reader.offset(),
        reader.capturedLength(),
        reader.originalLength(),
        reader.timeNanos(),
        reader.linkType());
    passed();
  }

  private void skipTo(long target) {
    BatchBuilder unsent = new BatchBuilder(position);
    while (position < target && advance(unsent)) {
      if (reader.droppedBefore() > 0) {
        remember(dropped());
      }
      passed();
    }
  }

  private void passed() {
    lastNanos = reader.timeNanos();
    position++;
    pending = false;
  }

  private Loss dropped() {
    return new Loss(
        position,
        reader.droppedBefore(),
        Hop.FILE,
        position == 0 ? reader.timeNanos() : lastNanos,
        reader.timeNanos(),
        "The program that wrote the file dropped these frames.");
  }

  private void tail(BatchBuilder batch) {
    CaptureEnding ending = reader.ending();
    if (ending != null && ending.kind() != CaptureEnding.Kind.COMPLETE) {
      torn = true;
      batch.add(remember(new Loss(position, 0, Hop.FILE, lastNanos, lastNanos, ending.message())));
    }
  }

  private Loss remember(Loss loss) {
    if (losses.size() < MAX_LOSSES) {
      losses.add(loss);
    }
    return loss;
  }
}
