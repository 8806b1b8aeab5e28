package io.tapline.capture.handler;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.batch.FrameSink;
import io.tapline.capture.packets.PacketFile;
import io.tapline.capture.transform.FrameCopy;
import io.tapline.capture.transform.TransformChain;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One handler at work. Called by the capturing thread, a timer and requests. */
public final class FileHandler implements FrameSink, AutoCloseable {
  private static final long RETRY_NANOS = 1_000_000_000L;

  /** Makes a file that must not exist yet. */
  interface Opener {
    Opener NEW_FILE =
        file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    WritableByteChannel open(Path file) throws IOException;
  }

  private final HandlerSpec spec;
  private final FilePattern pattern;
  private final CaptureCounters counters;
  private final Opener opener;
  private final Runnable changed;
  private final TransformChain transforms;
  private final DataRate rate;
  private final HandlerFiles files;
  private @Nullable HandlerFile writer;
  private long currentFrames;
  private long currentStartNanos;
  private long currentEndNanos;
  private int linkType = 1;
  private long frames;
  private long bytes;
  private long unflushedFrames;
  private long unflushedBytes;
  private long failedFrames;
  private String failure = "";
  private long filesWritten;
  private long retryNanos = Long.MIN_VALUE;
  private boolean closed;

  /**
   * @param files its files, of the record
   * @param opener makes the files
   * @param changed called when the list of files has changed
   * @param transforms made of those of the record; closed with the handler
   * @param nowNanos when it begins, nanoseconds since the epoch
   */
  FileHandler(
      HandlerSpec spec,
      HandlerFiles files,
      CaptureCounters counters,
      Opener opener,
      Runnable changed,
      TransformChain transforms,
      long nowNanos) {
    this.spec = spec;
    this.pattern = new FilePattern(spec);
    this.files = files;
    this.counters = counters;
    this.opener = opener;
    this.changed = changed;
    this.transforms = transforms;
    this.rate = new DataRate(nowNanos);
  }

  public HandlerSpec spec() {
    return spec;
  }

  /** The files there are now, the oldest first; the one that is being written is not closed. */
  public synchronized List<PacketFile> packetFiles() {
    String current = files.current();
    return files.names().stream()
        .map(name -> new PacketFile(files.path(name), spec.name(), !name.equals(current)))
        .toList();
  }

  /**
   * Compresses closed files and deletes those that are no longer kept. Waits for the disk; frames
   * do not wait for it.
   */
  void settle(long nowMillis) {
    try {
      if (files.settle(nowMillis)) {
        changed.run();
      }
    } catch (IOException e) {
      failed("A closed file cannot be compressed or deleted: " + e.getMessage() + ".");
    }
  }

  private synchronized void failed(String sentence) {
    failure = sentence;
  }

  HandlerRecord record() {
    return new HandlerRecord(spec, files.names());
  }

  /**
   * @param nowNanos nanoseconds since the epoch, for the rates
   */
  public synchronized HandlerTotals totals(long nowNanos) {
    return new HandlerTotals(
        frames,
        bytes,
        failedFrames,
        failure,
        files.current(),
        currentStartNanos,
        filesWritten,
        transforms.totals(),
        rate.current(nowNanos, bytes),
        rate.total(nowNanos, bytes),
        files.deletedFiles(),
        files.deletedBytes(),
        files.names().size());
  }

  @Override
  public synchronized void frame(
      byte[] frame, int length, int originalLength, long timeNanos, int link) {
    if (closed) {
      return;
    }
    if (transforms.isEmpty()) {
      accept(frame, length, originalLength, timeNanos, link);
      return;
    }
    long failedBefore = transforms.failed();
    FrameCopy copy = transforms.apply(frame, length, originalLength, link);
    counters.transformFailed(transforms.failed() - failedBefore);
    if (copy != null) {
      accept(copy.bytes(), copy.length(), copy.originalLength(), timeNanos, copy.linkType());
    }
  }

  private void accept(byte[] frame, int length, int originalLength, long timeNanos, int link) {
    int skip = spec.form().skip(frame, length, link);
    int kept = Math.min(length - skip, spec.form().snapLength());
    int fileLink = spec.form().linkType(link);
    if (due(timeNanos, kept, fileLink)) {
      endFile();
    }
    linkType = fileLink;
    try {
      write(MemorySegment.ofArray(frame).asSlice(skip, kept), originalLength - skip, timeNanos);
    } catch (IOException e) {
      countFailed(1);
      broken(e, timeNanos);
    }
  }

  /** By the timer: flushes, and ends a file whose time is over though no frame comes. */
  synchronized void tick(long nowNanos) {
    rate.sample(nowNanos, bytes);
    if (writer == null) {
      return;
    }
    if (timeOver(nowNanos)) {
      endFile();
      return;
    }
    try {
      writer.flush();
      written();
    } catch (IOException e) {
      broken(e, nowNanos);
    }
  }

  /** Ends the current file and begins the next. */
  synchronized void rotate(long nowNanos) {
    endFile();
    if (closed) {
      return;
    }
    try {
      begin(nowNanos);
    } catch (IOException e) {
      failure = "The next file cannot be written: " + e.getMessage() + ".";
    }
  }

  /** Ends the current file; a frame that is on its way meanwhile opens no other. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      endFile();
      transforms.close();
    }
  }

  private void write(MemorySegment frame, int originalLength, long timeNanos) throws IOException {
    int length = (int) frame.byteSize();
    HandlerFile open = writer;
    if (open == null && timeNanos < retryNanos) {
      throw new IOException(failure);
    }
    if (open == null) {
      open = begin(timeNanos);
    }
    open.write(frame, originalLength, timeNanos, linkType);
    frames++;
    currentFrames++;
    bytes += length;
    unflushedFrames++;
    unflushedBytes += length;
  }

  private void written() {
    unflushedFrames = 0;
    unflushedBytes = 0;
  }

  /**
   * What was not flushed before the file broke counts as failed, though some of it may be there.
   */
  private void lostUnflushed() {
    countFailed(unflushedFrames);
    frames -= unflushedFrames;
    bytes -= unflushedBytes;
    written();
  }

  private void countFailed(long count) {
    failedFrames += count;
    counters.handlerFailed(count);
  }

  private boolean due(long timeNanos, int length, int link) {
    HandlerFile open = writer;
    return open != null
        && (!open.takes(link)
            || timeOver(timeNanos)
            || (spec.rules().rotateFrames() > 0 && currentFrames >= spec.rules().rotateFrames())
            || (spec.rotateBytes() > 0
                && currentFrames > 0
                && open.sizeWith(length) > spec.rotateBytes()));
  }

  private boolean timeOver(long nowNanos) {
    return nowNanos >= currentEndNanos;
  }

  /** When a file that begins then ends by its time; the end of time when it does not. */
  private long endNanos(long startNanos) {
    CalendarRotation calendar = spec.calendar();
    long end = calendar == null ? Long.MAX_VALUE : calendar.endNanos(startNanos);
    return spec.rotateNanos() == 0 ? end : Math.min(end, after(startNanos, spec.rotateNanos()));
  }

  private static long after(long nanos, long duration) {
    return nanos > Long.MAX_VALUE - duration ? Long.MAX_VALUE : nanos + duration;
  }

  private HandlerFile begin(long timeNanos) throws IOException {
    String wanted = pattern.format(timeNanos);
    Files.createDirectories(parent(files.path(wanted)));
    String name = files.freeName(wanted);
    return begun(opener.open(files.path(name)), name, timeNanos);
  }

  private HandlerFile begun(WritableByteChannel channel, String name, long timeNanos) {
    HandlerFile opened = HandlerFile.begin(channel, spec, linkType);
    writer = opened;
    currentFrames = 0;
    currentStartNanos = timeNanos;
    currentEndNanos = endNanos(timeNanos);
    filesWritten++;
    files.begin(name);
    keep();
    changed.run();
    return opened;
  }

  private void keep() {
    try {
      files.keepCount();
    } catch (IOException e) {
      failure = "An old file cannot be removed: " + e.getMessage() + ".";
    }
  }

  private void endFile() {
    HandlerFile open = writer;
    writer = null;
    files.end();
    try {
      if (open != null) {
        open.close();
        written();
      }
    } catch (IOException e) {
      lostUnflushed();
      failure = "A file cannot be closed: " + e.getMessage() + ".";
    }
  }

  private void broken(IOException e, long timeNanos) {
    if (timeNanos >= retryNanos) {
      retryNanos = timeNanos + RETRY_NANOS;
      endFile();
      failure = "A file cannot be written: " + e.getMessage() + ".";
    }
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
