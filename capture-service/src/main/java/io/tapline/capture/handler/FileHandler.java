package io.tapline.capture.handler;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.batch.FrameSink;
import io.tapline.capture.transform.FrameCopy;
import io.tapline.capture.transform.TransformChain;
import io.tapline.wire.capture.PcapWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One handler at work. Called by the capturing thread, a timer and requests. */
public final class FileHandler implements FrameSink, AutoCloseable {
  private static final int RECORD_HEADER_BYTES = 16;
  private static final long RETRY_NANOS = 1_000_000_000L;
  private static final int MAX_SAME_NAMES = 10_000;

  /** Makes a file that must not exist yet. */
  interface Opener {
    Opener NEW_FILE =
        file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    WritableByteChannel open(Path file) throws IOException;
  }

  private final HandlerSpec spec;
  private final FilePattern pattern;
  private final Path directory;
  private final CaptureCounters counters;
  private final Opener opener;
  private final Runnable changed;
  private final TransformChain transforms;
  private final DataRate rate;
  private final List<String> files;
  private @Nullable PcapWriter writer;
  private String currentFile = "";
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
   * @param directory what its files are confined to
   * @param opener makes the files
   * @param changed called when the list of files has changed
   * @param transforms made of those of the record; closed with the handler
   * @param nowNanos when it begins, nanoseconds since the epoch
   */
  FileHandler(
      HandlerRecord record,
      Path directory,
      CaptureCounters counters,
      Opener opener,
      Runnable changed,
      TransformChain transforms,
      long nowNanos) {
    this.spec = record.spec();
    this.pattern = new FilePattern(spec);
    this.directory = directory;
    this.counters = counters;
    this.opener = opener;
    this.changed = changed;
    this.transforms = transforms;
    this.rate = new DataRate(nowNanos);
    this.files = new ArrayList<>(record.files());
  }

  public HandlerSpec spec() {
    return spec;
  }

  synchronized HandlerRecord record() {
    return new HandlerRecord(spec, List.copyOf(files));
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
        currentFile,
        currentStartNanos,
        filesWritten,
        transforms.totals(),
        rate.current(nowNanos, bytes),
        rate.total(nowNanos, bytes));
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
    PcapWriter open = writer;
    if (open == null && timeNanos < retryNanos) {
      throw new IOException(failure);
    }
    if (open == null) {
      open = begin(timeNanos);
    }
    open.write(frame, 0, length, originalLength, timeNanos);
    frames++;
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
    PcapWriter open = writer;
    return open != null
        && (link != linkType
            || timeOver(timeNanos)
            || (spec.rotateBytes() > 0
                && open.size() + RECORD_HEADER_BYTES + length > spec.rotateBytes()));
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

  private PcapWriter begin(long timeNanos) throws IOException {
    String wanted = pattern.format(timeNanos);
    Files.createDirectories(parent(directory.resolve(wanted)));
    String name = wanted;
    for (int number = 2; Files.exists(directory.resolve(name)); number++) {
      if (number > MAX_SAME_NAMES) {
        throw new IOException("there are too many files named " + wanted);
      }
      name = numbered(wanted, number);
    }
    return begun(opener.open(directory.resolve(name)), name, timeNanos);
  }

  private PcapWriter begun(WritableByteChannel channel, String name, long timeNanos) {
    PcapWriter opened =
        new PcapWriter(channel, linkType, spec.form().snapLength(), spec.form().precision());
    writer = opened;
    currentFile = name;
    currentStartNanos = timeNanos;
    currentEndNanos = endNanos(timeNanos);
    filesWritten++;
    files.add(name);
    keep();
    changed.run();
    return opened;
  }

  /** {@code a.pcap} becomes {@code a-2.pcap}. */
  private static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    return dot <= name.lastIndexOf('/')
        ? name + "-" + number
        : name.substring(0, dot) + "-" + number + name.substring(dot);
  }

  private void keep() {
    while (spec.keepFiles() > 0 && files.size() > spec.keepFiles()) {
      try {
        Files.deleteIfExists(directory.resolve(files.removeFirst()));
      } catch (IOException e) {
        failure = "An old file cannot be removed: " + e.getMessage() + ".";
      }
    }
  }

  private void endFile() {
    PcapWriter open = writer;
    writer = null;
    currentFile = "";
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
