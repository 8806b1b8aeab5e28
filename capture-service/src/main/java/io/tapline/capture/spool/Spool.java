package io.tapline.capture.spool;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.batch.FrameSink;
import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one live source. Frames are appended by the capturing thread, flushed by a timer,
 * read by the deliverer and by frame streams; all under one lock that is held shortly.
 *
 * <pre>
 *   oldest            acknowledged              end (flushed)     next
 *     |--- kept ----------|------ to be sent ------|-- in memory --|
 * </pre>
 */
public final class Spool implements FrameSink, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Spool.class.getName());
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long REOPEN_MILLIS = 1000;

  private final SpoolFiles files;
  private final SpoolLimits limits;
  private final Clock clock;
  private final SpoolLedger ledger;
  private final Path directory;
  private @Nullable SegmentWriter writer;
  private long next;
  private long retryMillis;
  private long unseenFrames;
  private boolean closed;
  private final QuietClock quiet = new QuietClock();

  /**
   * @param directory of this source alone
   */
  public Spool(Path directory, SpoolLimits limits, Clock clock) {
    this.directory = directory;
    this.files = new SpoolFiles(directory);
    this.limits = limits;
    this.clock = clock;
    this.ledger = new SpoolLedger(directory.resolve("state.json"));
  }

  /** Reads what an earlier run left and goes on after it. */
  public synchronized void open() throws IOException {
    long lastNanos = files.open();
    boolean known = ledger.open();
    next = files.end(ledger.nextPosition());
    ledger.runStarts(next);
    if (known) {
      ledger.sawFrame(lastNanos, 0);
      lost(Hop.RESTART, 0, "The sensor did not capture between its last frame and its restart.");
    }
    ledger.save(next);
  }

  @Override
  public synchronized void frame(
      byte[] frame, int length, int originalLength, long timeNanos, int linkType) {
    try {
      SegmentWriter open = writable();
      if (open == null) {
        unseenFrames++;
        return;
      }
      open.append(frame, length, originalLength, timeNanos, linkType, ledger.takeDropped());
      next++;
      ledger.sawFrame(timeNanos, length);
    } catch (IOException e) {
      unseenFrames++;
      broken(e);
    }
  }

  /** Frames that were lost before the next one. */
  public synchronized void lost(Hop hop, long frames, String description) {
    ledger.lost(new Loss(next, frames, hop, ledger.lastNanos(), nowNanos(), description));
  }

  /** Makes appended frames visible; called by a timer and before closing. */
  public synchronized void flush() {
    try {
      if (writer != null) {
        writer.flush();
      }
      reportUnseen();
      ledger.saveIfDue(next, clock.millis());
    } catch (IOException e) {
      broken(e);
    }
  }

  /** The log says that every frame below its position is durable. */
  synchronized void acknowledgedByLog(long logPosition) {
    ledger.acknowledged(ledger.map().toSpool(logPosition));
    letGo();
  }

  /** Ours for the log's next position; what can no longer be read becomes a loss. */
  synchronized long seek(long logPosition) {
    return ledger.seek(logPosition, files.oldest(next), nowNanos());
  }

  synchronized long toLog(long position) {
    return ledger.map().toLog(position);
  }

  /**
   * The time before which no frame will come any more, for a reader that has read up to here; empty
   * while frames come, or are still to be read, or when there is nothing new to promise.
   */
  synchronized OptionalLong quietNanos(long position) {
    if (closed || position != next) {
      return OptionalLong.empty();
    }
    OptionalLong millis = quiet.promiseMillis(next, clock.millis());
    return millis.isEmpty() ? millis : OptionalLong.of(millis.getAsLong() * NANOS_PER_MILLI);
  }

  /** First position that can still be read. */
  public synchronized long oldestPosition() {
    return files.oldest(next);
  }

  /** Position after the last visible frame. */
  public synchronized long endPosition() {
    return files.visibleEnd(next);
  }

  /** Reads from a position on. */
  public SpoolCursor cursor(long position) {
    return new SpoolCursor(this, position);
  }

  /**
   * The file with the frame at a position, as far as it is visible; null when it is not written
   * yet.
   *
   * @throws CaptureException POSITION_EXPIRED
   */
  synchronized @Nullable SpoolView view(long position) {
    long oldest = files.oldest(next);
    if (position < oldest) {
      throw new CaptureException(
          Reason.POSITION_EXPIRED,
          "The spool has let go of frame " + position + "; its oldest is " + oldest + ".",
          Map.of("oldest_position", String.valueOf(oldest)));
    }
    return files.view(position);
  }

  public synchronized SpoolTotals totals() {
    long pending = Math.max(files.oldest(next) - ledger.acknowledgedPosition(), 0);
    return ledger.totals(next, files.bytesFrom(ledger.acknowledgedPosition()), pending);
  }

  /** Losses before frames of [from, to). */
  synchronized List<Loss> losses(long from, long to) {
    return ledger.losses(from, to);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    flush();
    roll();
    closed = true;
    ledger.save(next);
  }

  /** Forgets everything, for good. */
  public synchronized void delete() throws IOException {
    close();
    files.delete();
    Files.deleteIfExists(directory.resolve("state.json"));
    Files.deleteIfExists(directory);
  }

  private @Nullable SegmentWriter writable() throws IOException {
    if (closed) {
      return null;
    }
    if (writer != null && writer.bytes() >= limits.segmentBytes()) {
      roll();
      letGo();
    }
    if (writer == null && clock.millis() >= retryMillis) {
      writer = new SegmentWriter(files.add(next));
    }
    return writer;
  }

  private void roll() {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        broken(e);
      }
      writer = null;
    }
  }

  /** Frames of the buffer that could not be written get their positions back: nobody saw them. */
  private void broken(IOException cause) {
    LOG.log(Level.WARNING, "The spool in " + directory + " cannot be written.", cause);
    retryMillis = clock.millis() + REOPEN_MILLIS;
    if (writer != null) {
      long visible = writer.segment().end();
      unseenFrames += next - visible;
      next = visible;
      writer.abandon();
      writer = null;
    }
  }

  private void reportUnseen() {
    if (unseenFrames > 0) {
      ledger.spoolDropped(unseenFrames);
      lost(Hop.SPOOL, unseenFrames, "The spool could not be written: the disk is full or failing.");
      unseenFrames = 0;
    }
  }

  private void letGo() {
    try {
      files.letGo(ledger.acknowledgedPosition(), limits);
      ledger.forgetBelow(files.oldest(next));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The spool in " + directory + " cannot be tidied.", e);
    }
  }

  private long nowNanos() {
    return clock.millis() * NANOS_PER_MILLI;
  }
}
