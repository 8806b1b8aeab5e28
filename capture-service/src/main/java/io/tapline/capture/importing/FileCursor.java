package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.FrameCursor;
import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import io.tapline.wire.capture.MappedBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a stored file from a position on, with the losses that it tells of. */
public final class FileCursor implements FrameCursor {
  /** Losses remembered of one file; later ones are still delivered. */
  private static final int MAX_LOSSES = 1000;

  private final StoredFrames frames;
  private final Path path;
  private final List<Loss> losses = new ArrayList<>();
  private long position;
  private long lastNanos;
  private boolean pending;
  private boolean ended;
  private boolean torn;
  private long start;
  private volatile long readBytes;

  private FileCursor(StoredFrames frames, StoredFile file) {
    this.frames = frames;
    this.path = file.path();
    this.lastNanos = file.format().captured() ? 0 : file.modifyNanos();
  }

  /**
   * Opens the file and steps to a position.
   *
   * @throws CaptureException FILE_NOT_FOUND when it cannot be read any more
   */
  public static FileCursor open(StoredFile file, long position) {
    try {
      return at(position, new FileCursor(frames(file), file));
    } catch (IOException e) {
      throw ServerFiles.unreadable(file.path().toString(), e);
    }
  }

  private static FileCursor at(long position, FileCursor cursor) {
    try {
      cursor.skipTo(position);
      cursor.start = cursor.position;
      return cursor;
    } catch (RuntimeException | InternalError e) {
      cursor.close(); // a delivery tries again, each time with a file that is open
      throw e;
    }
  }

  private static StoredFrames frames(StoredFile file) throws IOException {
    return switch (file.encoding().kind()) {
      case PACKETS, DATAGRAMS -> CaptureFrames.open(file);
      case FLOW_EXPORT ->
          file.format().captured() ? CaptureFrames.open(file) : MessageFrames.open(file);
      case FIREWALL_LOG, ZEEK_CONN, EVE, NFDUMP_CSV -> LineFrames.open(file);
      case FLOW_TOOLS -> FlowToolsStream.open(file);
    };
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
      while (advance(batch) && fits(batch)) {
        add(batch);
        added = true;
      }
      readBytes = frames.readBytes();
      boolean tailAlone = !hadEnded && ended && torn && (position > start || position == 0);
      return added || tailAlone;
    } catch (InternalError e) {
      batch.discard();
      throw new CaptureException(
          Reason.CORRUPT_FILE, path + " became shorter while it was read.", e);
    } catch (RuntimeException e) {
      batch.discard();
      throw e;
    }
  }

  private boolean fits(BatchBuilder batch) {
    return batch.fits(frames.mapping(), frames.offset(), frames.capturedLength());
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
    frames.close();
  }

  /** Makes the next frame current; at the end adds the loss of the tail to the batch. */
  private boolean advance(BatchBuilder batch) {
    if (pending) {
      return true;
    }
    if (ended) {
      return false;
    }
    pending = frames.next();
    if (!pending) {
      ended = true;
      tail(batch);
    }
    return pending;
  }

  private void add(BatchBuilder batch) {
    if (!frames.loss().isEmpty()) {
      batch.add(remember(missing()));
    }
    MappedBytes mapping = frames.mapping();
    if (mapping == null) {
      addCopy(batch);
    } else {
      addInPlace(mapping, batch);
    }
    passed();
  }

  private void addInPlace(MappedBytes mapping, BatchBuilder batch) {
    batch.add(
        mapping,
        frames.offset(),
        frames.capturedLength(),
        frames.originalLength(),
        frames.timeNanos(),
        frames.linkType());
  }

  private void addCopy(BatchBuilder batch) {
    batch.add(
        frames.bytes(),
        frames.offset(),
        frames.capturedLength(),
        frames.originalLength(),
        frames.timeNanos(),
        frames.linkType());
  }

  private void skipTo(long target) {
    BatchBuilder unsent = new BatchBuilder(position);
    while (position < target && advance(unsent)) {
      if (!frames.loss().isEmpty()) {
        remember(missing());
      }
      passed();
    }
  }

  private void passed() {
    lastNanos = frames.timeNanos();
    position++;
    pending = false;
  }

  private Loss missing() {
    return new Loss(
        position,
        frames.lostFrames(),
        Hop.FILE,
        position == 0 ? frames.timeNanos() : lastNanos,
        frames.timeNanos(),
        frames.loss());
  }

  /**
   * One loss: the log knows losses again by their place and time, and would take the first only.
   */
  private void tail(BatchBuilder batch) {
    long lost = frames.lostAtEnd();
    String description = ((lost > 0 ? CaptureFrames.DROPPED + " " : "") + frames.torn()).strip();
    torn = !description.isEmpty();
    if (torn) {
      batch.add(remember(new Loss(position, lost, Hop.FILE, lastNanos, lastNanos, description)));
    }
  }

  private Loss remember(Loss loss) {
    if (losses.size() < MAX_LOSSES) {
      losses.add(loss);
    }
    return loss;
  }
}
