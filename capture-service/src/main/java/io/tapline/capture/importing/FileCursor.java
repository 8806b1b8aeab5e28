package io.tapline.capture.importing;

import io.tapline.capture.Hop;
import io.tapline.capture.Reason;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.FrameCursor;
import io.tapline.capture.batch.Loss;
import io.tapline.rpc.Refusal;
import io.tapline.wire.capture.FileBytes;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads a stored file from a position on, with the losses that it tells of. */
public final class FileCursor implements FrameCursor {
  /** Losses remembered of one file; later ones are still delivered. */
  private static final int MAX_LOSSES = 1000;

  /** Least time between two looks whether a file that is being received has more bytes. */
  private static final long LOOK_NANOS = 10_000_000L;

  private final StoredFrames frames;
  private final Path path;
  private final Arrival arrival;
  private final List<Loss> losses = new ArrayList<>();

  /**
   * Of the last loss: the same in each reading of the file, since all are found from its beginning.
   */
  private long lossNumber;

  private long position;
  private long lastNanos;
  private boolean pending;
  private boolean ended;
  private boolean torn;
  private boolean settled;
  private long lookedNanos = System.nanoTime();
  private long start;
  private volatile long readBytes;

  private FileCursor(StoredFrames frames, StoredFile file, boolean settled) {
    this.frames = frames;
    this.path = file.path();
    this.arrival = file.arrival();
    this.settled = settled;
    this.lastNanos = file.format().captured() ? 0 : file.modifyNanos();
  }

  /**
   * Opens the file and steps to a position.
   *
   * @throws Refusal FILE_NOT_FOUND when it cannot be read any more; FILE_CHANGED when it is not the
   *     file that was imported
   */
  public static FileCursor open(StoredFile file, long position) {
    try {
      boolean settled = file.arrival().whole(); // asked first: what comes then is read
      return at(position, new FileCursor(frames(file), file, settled), file);
    } catch (IOException e) {
      throw ServerFiles.unreadable(file.path().toString(), e);
    }
  }

  private static FileCursor at(long position, FileCursor cursor, StoredFile file) {
    try {
      file.requireUnchanged();
      cursor.skipTo(position);
      cursor.start = cursor.position;
      return cursor;
    } catch (InternalError e) {
      cursor.close();
      throw cursor.shorter(e);
    } catch (UncheckedIOException e) {
      cursor.close();
      throw cursor.unreadable(e);
    } catch (RuntimeException e) {
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
      throw shorter(e);
    } catch (UncheckedIOException e) {
      batch.discard();
      throw unreadable(e);
    } catch (RuntimeException e) {
      batch.discard();
      throw e;
    }
  }

  private boolean fits(BatchBuilder batch) {
    return batch.fits(frames.fileBytes(), frames.offset(), frames.capturedLength());
  }

  private Refusal shorter(InternalError e) {
    return new Refusal(Reason.FILE_CHANGED, path + " became shorter while it was read.", e);
  }

  private Refusal unreadable(UncheckedIOException e) {
    return ServerFiles.unreadable(path.toString(), Objects.requireNonNull(e.getCause()));
  }

  /**
   * Ends here, with a loss of unknown size that says why.
   *
   * @return false when it was at its end already
   */
  boolean cutOff(BatchBuilder batch, String why) {
    if (ended) {
      return false;
    }
    ended = true;
    pending = false;
    batch.add(remember(atEnd(0, LossUnit.UNKNOWN, why)));
    return true;
  }

  /** Whether every frame was read, or those that are left were cut off. */
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
    pending = frames.next() || grown();
    if (!pending && settled) {
      ended = true;
      tail(batch);
    }
    return pending;
  }

  /** Whether a file that is being received has another frame now. */
  private boolean grown() {
    boolean found = false;
    while (!found && !settled && lookDue()) {
      settled = arrival.whole(); // asked first: what came before is seen
      try {
        frames.refresh(settled);
      } catch (IOException e) {
        throw ServerFiles.unreadable(path.toString(), e);
      }
      found = frames.next();
    }
    return found;
  }

  private boolean lookDue() {
    long now = System.nanoTime();
    boolean due = now - lookedNanos >= LOOK_NANOS || arrival.whole();
    if (due) {
      lookedNanos = now;
    }
    return due;
  }

  private void add(BatchBuilder batch) {
    if (!frames.loss().isEmpty()) {
      batch.add(remember(missing()));
    }
    FileBytes file = frames.fileBytes();
    if (file == null) {
      addCopy(batch);
    } else {
      addInPlace(file, batch);
    }
    passed();
  }

  private void addInPlace(FileBytes file, BatchBuilder batch) {
    batch.add(
        file,
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
        ++lossNumber,
        position,
        frames.lost(),
        frames.lostUnit().of(frames.lost()),
        Hop.FILE,
        position == 0 ? frames.timeNanos() : lastNanos,
        frames.timeNanos(),
        frames.loss());
  }

  private void tail(BatchBuilder batch) {
    String missing = frames.lossAtEnd();
    String end = frames.torn();
    if (!missing.isEmpty()) {
      long lost = frames.lostAtEnd();
      batch.add(remember(atEnd(lost, frames.lostUnit().of(lost), missing)));
    }
    if (!end.isEmpty()) {
      batch.add(remember(atEnd(0, LossUnit.UNKNOWN, end)));
    }
    torn = !missing.isEmpty() || !end.isEmpty();
  }

  private Loss atEnd(long count, LossUnit unit, String description) {
    return new Loss(
        ++lossNumber, position, count, unit, Hop.FILE, lastNanos, lastNanos, description);
  }

  private Loss remember(Loss loss) {
    if (losses.size() < MAX_LOSSES) {
      losses.add(loss);
    }
    return loss;
  }
}
