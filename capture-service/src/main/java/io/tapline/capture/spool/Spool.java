package io.tapline.capture.spool;

import io.tapline.capture.Hop;
import io.tapline.capture.Reason;
import io.tapline.capture.batch.CapturedFrames;
import io.tapline.capture.batch.FrameSink;
import io.tapline.capture.batch.Loss;
import io.tapline.capture.packets.PacketFile;
import io.tapline.rpc.Refusal;
import io.tapline.wire.capture.PcapngWriter;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one live source. Frames are appended by the capturing thread, flushed by a timer,
 * read by the deliverer and by frame streams; all under one lock that is held shortly. What waits
 * for the disk (syncing, deleting, writing the state down) is done by {@link #settle}, which never
 * does so under that lock.
 *
 * <pre>
 *   oldest            acknowledged              end (flushed)     next
 *     |--- kept ----------|------ to be sent ------|-- in memory --|
 * </pre>
 */
public final class Spool implements FrameSink, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Spool.class);
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long REOPEN_MILLIS = 1000;

  private final SpoolFiles files;
  private final SpoolLimits limits;
  private final Clock clock;
  private final SpoolLedger ledger;
  private final Path directory;
  private final ByteBuffer buffer;
  private final LossUnit unit;
  private final List<SpoolFileWriter> rolled = new ArrayList<>();

  /** Held while the disk is waited for; taken before the spool's own lock. */
  private final Object disk = new Object();

  private @Nullable SpoolFileWriter writer;
  private long next;
  private long retryMillis;
  private long unseenFrames;
  private boolean closed;
  private final QuietClock quiet = new QuietClock();
  private final Outage outage;

  /**
   * @param directory of this source alone
   */
  public Spool(Path directory, SpoolLimits limits, Clock clock) {
    this(
        directory,
        limits,
        clock,
        ByteBuffer.allocateDirect(PcapngWriter.BUFFER_BYTES),
        LossUnit.FRAMES);
  }

  /**
   * @param directory of this source alone
   * @param buffer direct, {@link PcapngWriter#BUFFER_BYTES}; the spool's alone
   * @param unit what its frames are, when it loses some
   */
  public Spool(Path directory, SpoolLimits limits, Clock clock, ByteBuffer buffer, LossUnit unit) {
    this.unit = unit;
    this.buffer = buffer;
    this.directory = directory;
    this.files = new SpoolFiles(directory);
    this.limits = limits;
    this.clock = clock;
    this.ledger = new SpoolLedger(directory.resolve("state.json"));
    this.outage = new Outage("The spool in " + directory);
  }

  /** Reads what an earlier run left and goes on after it. */
  public void open() throws IOException {
    open(true);
  }

  /**
   * Reads what an earlier run left.
   *
   * @param capturing whether frames will follow, so that the time between is a loss
   */
  public void open(boolean capturing) throws IOException {
    synchronized (disk) {
      ledger.write(opened(capturing));
    }
  }

  private synchronized SpoolState opened(boolean capturing) throws IOException {
    long lastNanos = files.open();
    SpoolState left = ledger.read().orElse(null);
    next = files.end(left == null ? 0 : left.nextPosition());
    ledger.restore(left == null ? SpoolState.EMPTY : left, next);
    if (left != null) {
      ledger.sawFrame(lastNanos, 0);
    }
    if (left != null && capturing) {
      lost(
          Hop.RESTART,
          0,
          LossUnit.UNKNOWN,
          "The sensor did not capture between its last frame and its restart.");
    }
    return ledger.state(next);
  }

  @Override
  public synchronized void frame(
      byte[] frame, int length, int originalLength, long timeNanos, int linkType) {
    append(MemorySegment.ofArray(frame), 0, length, originalLength, timeNanos, linkType);
  }

  @Override
  public synchronized void frames(CapturedFrames frames) {
    for (int i = 0; i < frames.count(); i++) {
      append(
          frames.bytes(),
          frames.offset(i),
          frames.length(i),
          frames.originalLength(i),
          frames.timeNanos(i),
          frames.linkType());
    }
  }

  private void append(
      MemorySegment bytes, long offset, int length, int originalLength, long time, int linkType) {
    try {
      SpoolFileWriter open = writable();
      if (open == null) {
        unseenFrames++;
        return;
      }
      open.append(bytes, offset, length, originalLength, time, linkType, ledger.takeDropped());
      next++;
      ledger.sawFrame(time, length);
    } catch (IOException e) {
      unseenFrames++;
      broken(e);
    }
  }

  /** What was lost before the next frame; 0 = it is not known how much. */
  public synchronized void lost(Hop hop, long count, LossUnit lossUnit, String description) {
    ledger.lost(next, hop, count, lossUnit, nowNanos(), description);
  }

  /** So many frames of the product's own connections were not captured. */
  public synchronized void own(long frames) {
    ledger.own(frames);
  }

  /** Makes appended frames visible; called by a timer and before closing. */
  public synchronized void flush() {
    try {
      if (writer != null && writer.flush()) {
        outage.over();
      }
    } catch (IOException e) {
      broken(e);
    }
    reportUnseen();
  }

  /** Why frames, or what is remembered of them, cannot be written now; empty when they can. */
  public String failure() {
    return outage.reason().isEmpty() ? ledger.failure() : outage.reason();
  }

  /**
   * Syncs files that are complete, deletes those that were let go of, writes the state down. Waits
   * for the disk; called by a timer.
   */
  public void settle() {
    synchronized (disk) {
      settleFiles();
      write(takeChanges());
    }
  }

  private void settleFiles() {
    takeRolled().forEach(this::sync);
    takeDropped().forEach(this::delete);
  }

  private synchronized List<SpoolFileWriter> takeRolled() {
    List<SpoolFileWriter> taken = List.copyOf(rolled);
    rolled.clear();
    return taken;
  }

  private synchronized List<SpoolFile> takeDropped() {
    return files.takeDropped();
  }

  private synchronized @Nullable SpoolState takeChanges() {
    return ledger.takeChanges(next, clock.millis());
  }

  private void write(@Nullable SpoolState changed) {
    if (changed != null && !ledger.write(changed)) {
      synchronized (this) {
        ledger.notWritten();
      }
    }
  }

  private void sync(SpoolFileWriter complete) {
    try {
      complete.sync();
    } catch (IOException e) {
      LOG.warn("A file of the spool in " + directory + " cannot be synced.", e);
    }
  }

  private void delete(SpoolFile dropped) {
    try {
      dropped.delete();
    } catch (IOException e) {
      LOG.warn("The spool in " + directory + " cannot be tidied.", e);
    }
  }

  /** The log says that every frame below its position is durable, and so are these losses. */
  synchronized void acknowledgedByLog(long logPosition, List<Long> lossNumbers) {
    ledger.acknowledged(ledger.map().toSpool(logPosition));
    ledger.durable(lossNumbers);
    letGo();
  }

  /** Ours for the log's next position; what can no longer be read becomes a loss. */
  synchronized long seek(long logPosition, long nextLoss) {
    return ledger.seek(logPosition, nextLoss, files.oldest(next), unit, nowNanos());
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
   * @throws Refusal POSITION_EXPIRED
   */
  synchronized @Nullable SpoolView view(long position) {
    long oldest = files.oldest(next);
    if (position < oldest) {
      throw new Refusal(
          Reason.POSITION_EXPIRED,
          "The spool has let go of frame " + position + "; its oldest is " + oldest + ".",
          Map.of("oldest_position", String.valueOf(oldest)));
    }
    return files.view(position);
  }

  /**
   * The files there are now, the oldest first; only the last may still grow.
   *
   * @param source whose spool it is
   */
  public synchronized List<PacketFile> packetFiles(String source) {
    SpoolFile growing = writer == null ? null : writer.file();
    return files.list().stream()
        .map(file -> new PacketFile(file.path(), source, file != growing))
        .toList();
  }

  public synchronized SpoolTotals totals() {
    long pending = Math.max(files.oldest(next) - ledger.acknowledgedPosition(), 0);
    return ledger.totals(next, files.bytesFrom(ledger.acknowledgedPosition()), pending);
  }

  /** Losses before frames of [from, to), for the log: they no longer change. */
  synchronized List<Loss> handOut(long from, long to) {
    return ledger.handOut(from, to);
  }

  /**
   * Losses after the last frame, for the log and a reader that has read up to here: once no frame
   * has followed for a while, or when no more will come. Their numbers are written down before they
   * go, since no position of the log says after a crash that it has them.
   */
  List<Loss> trailing(long position) {
    if (!trailingDue(position)) {
      return List.of();
    }
    synchronized (disk) {
      List<Loss> out = handOutTrailing(position);
      write(state());
      return out;
    }
  }

  private synchronized boolean trailingDue(long position) {
    return position == next && ledger.trailingDue(next, closed, nowNanos());
  }

  private synchronized List<Loss> handOutTrailing(long position) {
    return position == next ? ledger.handOutTrailing(next) : List.of();
  }

  /** Whether nothing is left for a reader that has read up to here, and nothing will come. */
  synchronized boolean ended(long position) {
    return closed && position >= files.visibleEnd(next) && !ledger.hasTrailing(next);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    synchronized (disk) {
      if (closeFiles()) {
        settleFiles();
        write(state());
      }
    }
  }

  private synchronized boolean closeFiles() {
    if (closed) {
      return false;
    }
    roll();
    reportUnseen();
    closed = true;
    return true;
  }

  private synchronized SpoolState state() {
    return ledger.state(next);
  }

  /** Forgets everything, for good. */
  public void delete() throws IOException {
    synchronized (disk) {
      close();
      settleFiles();
      deleteFiles();
      Files.deleteIfExists(directory.resolve("state.json"));
      Files.deleteIfExists(directory);
    }
  }

  private synchronized void deleteFiles() throws IOException {
    files.delete();
  }

  private @Nullable SpoolFileWriter writable() throws IOException {
    if (closed) {
      return null;
    }
    if (writer != null && writer.bytes() >= limits.fileBytes()) {
      roll();
      letGo();
    }
    if (writer == null && clock.millis() >= retryMillis) {
      writer = new SpoolFileWriter(files.add(next), buffer);
    }
    return writer;
  }

  /** Ends the current file; it is synced later. */
  private void roll() {
    SpoolFileWriter complete = writer;
    if (complete != null) {
      try {
        complete.flush();
        rolled.add(complete);
        writer = null;
      } catch (IOException e) {
        broken(e);
      }
    }
  }

  /** Frames of the buffer that could not be written get their positions back: nobody saw them. */
  private void broken(IOException cause) {
    outage.failed(cause);
    retryMillis = clock.millis() + REOPEN_MILLIS;
    if (writer != null) {
      long visible = writer.file().end();
      unseenFrames += next - visible;
      next = visible;
      ledger.gaveBack(next);
      writer.abandon();
      writer = null;
    }
  }

  private void reportUnseen() {
    if (unseenFrames > 0) {
      ledger.spoolDropped(unseenFrames);
      lost(
          Hop.SPOOL,
          unseenFrames,
          unit,
          "The spool could not be written: the disk is full or failing.");
      unseenFrames = 0;
    }
  }

  private void letGo() {
    files.letGo(ledger.acknowledgedPosition(), limits);
    ledger.forgetBelow(files.oldest(next));
  }

  private long nowNanos() {
    return clock.millis() * NANOS_PER_MILLI;
  }
}
