package io.tapline.capture.spool;

import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.FrameCursor;
import io.tapline.rpc.Refusal;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a spool in order of position, following its growth. A batch never spans two files, nor two
 * windows of one. For one thread.
 */
public final class SpoolCursor implements FrameCursor {
  private final Spool spool;
  private long position;
  private @Nullable CaptureFile file;
  private @Nullable CaptureReader reader;
  private long openFirst = -1;
  private boolean pending;

  SpoolCursor(Spool spool, long position) {
    this.spool = spool;
    this.position = position;
  }

  @Override
  public long position() {
    return position;
  }

  /**
   * {@inheritDoc}
   *
   * @throws Refusal POSITION_EXPIRED when the spool has let go of the next frame
   */
  @Override
  public boolean read(BatchBuilder batch) {
    SpoolView view = spool.view(position);
    if (view == null || view.first() > position) {
      return false;
    }
    try {
      return read(open(view), view.end(), batch);
    } catch (IOException e) {
      batch.discard();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      batch.discard();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
      file = null;
      reader = null;
      openFirst = -1;
      pending = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean read(CaptureReader from, long end, BatchBuilder batch) throws IOException {
    boolean added = false;
    while (position < end && advance(from) && fits(from, batch)) {
      batch.add(
          from.fileBytes(),
          from.offset(),
          from.capturedLength(),
          from.originalLength(),
          from.timeNanos(),
          from.linkType());
      pending = false;
      position++;
      added = true;
    }
    return added;
  }

  /** A batch ends with the window, too. */
  private static boolean fits(CaptureReader from, BatchBuilder batch) {
    return batch.fits(from.fileBytes(), from.offset(), from.capturedLength());
  }

  /** Makes the frame at our position current. */
  private boolean advance(CaptureReader from) throws IOException {
    if (!pending) {
      pending = from.next() || (from.refresh() && from.next());
    }
    return pending;
  }

  private CaptureReader open(SpoolView view) throws IOException {
    CaptureReader current = reader;
    if (current != null && openFirst == view.first()) {
      return current;
    }
    close();
    CaptureFile opened = CaptureFile.open(view.file());
    CaptureReader fresh = opened.strictReader();
    file = opened;
    reader = fresh;
    openFirst = view.first();
    for (long at = view.first(); at < position; at++) {
      if (!fresh.next()) {
        throw new IOException(view.file() + " is shorter than the spool says.");
      }
    }
    return fresh;
  }
}
