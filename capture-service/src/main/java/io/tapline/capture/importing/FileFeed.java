package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Loss;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.IngestAnswer;
import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Offers the frames of one stored file. The file is its own spool: any position can be sent again.
 */
final class FileFeed implements Feed, AutoCloseable {

  /** Keeps the import's record in step with what the log answers. */
  interface Owner {
    ImportRecord record();

    /** The log knows the source now. */
    void opened();

    /** The log holds another source under this name: take a free one. */
    void nameTaken();
  }

  private final Owner owner;
  private final StoredFile file;
  private final AtomicLong acknowledged = new AtomicLong();
  private boolean cutOff;
  private volatile @Nullable FileCursor cursor;
  private volatile @Nullable Refusal failure;

  FileFeed(Owner owner, StoredFile file) {
    this.owner = owner;
    this.file = file;
  }

  @Override
  public String logName() {
    return owner.record().source();
  }

  @Override
  public Encoding encoding() {
    return file.encoding();
  }

  @Override
  public boolean opened(IngestAnswer.Opened opened) {
    if (!owner.record().opened()) {
      if (!opened.fresh()) {
        owner.nameTaken();
        return false;
      }
      owner.opened();
    }
    acknowledged.set(opened.nextPosition());
    if (opened.finished() == null) {
      seek(opened.nextPosition());
    } else if (!cutOff) {
      seek(Long.MAX_VALUE);
    }
    return true;
  }

  @Override
  public boolean nameHeld() {
    if (owner.record().opened()) {
      return false;
    }
    owner.nameTaken();
    return true;
  }

  @Override
  public @Nullable Batch next() {
    FileCursor from = cursor();
    BatchBuilder batch = new BatchBuilder(from.position());
    try {
      return read(from, batch) ? batch.build() : null;
    } catch (Refusal e) {
      failure = e;
      throw e;
    }
  }

  /** A cancelled import ends where it is, and says so in the log. */
  private boolean read(FileCursor from, BatchBuilder batch) {
    if (!owner.record().cancelled()) {
      return from.read(batch);
    }
    boolean cut = from.cutOff(batch, "The import was cancelled.");
    cutOff |= cut;
    return cut;
  }

  /** Whether the import was cancelled before its end. */
  boolean cutOff() {
    return cutOff;
  }

  /** Why the file cannot be read, where that is the cause of a failed delivery; else the cause. */
  Throwable failure(Throwable cause) {
    Refusal own = failure;
    return own == null ? cause : own;
  }

  @Override
  public boolean ended() {
    return cursor().ended();
  }

  @Override
  public long frames() {
    return cursor().position();
  }

  @Override
  public void acknowledged(long nextPosition, List<Long> losses) {
    acknowledged.set(nextPosition);
  }

  long acknowledgedFrames() {
    return acknowledged.get();
  }

  long readBytes() {
    FileCursor current = cursor;
    return current == null ? 0 : current.readBytes();
  }

  /** Losses of the whole file; complete once ended. */
  List<Loss> losses() {
    FileCursor current = cursor;
    return current == null ? List.of() : current.losses();
  }

  @Override
  public void close() {
    FileCursor current = cursor;
    if (current != null) {
      current.close();
    }
  }

  private void seek(long position) {
    close();
    try {
      FileCursor opened = FileCursor.open(file, position);
      cursor = opened;
      requireReached(position, opened);
    } catch (Refusal e) {
      failure = e;
      throw e;
    }
  }

  /** A file that has lost frames which the log holds cannot be gone on with. */
  private void requireReached(long position, FileCursor opened) {
    if (position != Long.MAX_VALUE && opened.position() < position) {
      throw new Refusal(
          Reason.CORRUPT_FILE,
          file.path()
              + " holds fewer frames than the log has of it: "
              + opened.position()
              + " of "
              + position
              + ".");
    }
  }

  private FileCursor cursor() {
    FileCursor current = cursor;
    if (current == null) {
      throw new IllegalStateException("The log has not named a position.");
    }
    return current;
  }
}
