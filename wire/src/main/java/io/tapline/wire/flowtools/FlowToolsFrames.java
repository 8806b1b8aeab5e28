package io.tapline.wire.flowtools;

import io.tapline.wire.flowtools.FlowToolsEnding.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into its header and its records, as they are stored, but decompressed. After {@link
 * #next} returned true, {@link #bytes} and {@link #offset} say where a record lies; it is valid
 * until the next call. An uncompressed file is mapped and nothing is copied; everything else goes
 * through one buffer. Memory does not grow with the stream. For one thread.
 *
 * <p>A stream that ends within a record, or that cannot be decompressed to its end, is no error:
 * {@link #ending} says so.
 */
public final class FlowToolsFrames implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final FlowToolsHeader header;
  private final int recordSize;
  private final @Nullable RecordBytes source;
  private final @Nullable InputStream stream;
  private final @Nullable Arena arena;

  /** The mapped file, or what {@link #buffer} holds. */
  private final MemorySegment bytes;

  private final @Nullable ByteBuffer buffer;
  private long limit;
  private long offset;
  private long nextOffset;
  private long position = -1;

  private @Nullable FlowToolsEnding ending;

  private FlowToolsFrames(FlowToolsHeader header, MemorySegment file, @Nullable Arena arena) {
    this.header = header;
    this.recordSize = header.layout().size();
    this.source = null;
    this.stream = null;
    this.buffer = null;
    this.arena = arena;
    this.bytes = file;
    this.limit = file.byteSize();
    this.nextOffset = header.length();
  }

  private FlowToolsFrames(FlowToolsHeader header, InputStream stream) {
    ByteBuffer direct = ByteBuffer.allocateDirect(BUFFER_BYTES);
    this.header = header;
    this.recordSize = header.layout().size();
    this.source =
        header.is(HeaderFlag.COMPRESS) ? new InflatedBytes(stream) : new PlainBytes(stream);
    this.stream = stream;
    this.arena = null;
    this.buffer = direct;
    this.bytes = MemorySegment.ofBuffer(direct);
  }

  /**
   * Opens a file.
   *
   * @throws FlowToolsException if it is no flow-tools stream
   * @throws IOException if it cannot be read
   */
  public static FlowToolsFrames open(Path path) throws IOException {
    FlowToolsHeader header;
    try (InputStream in = Files.newInputStream(path)) {
      header = readHeader(in);
    }
    return header.is(HeaderFlag.COMPRESS) ? of(Files.newInputStream(path)) : map(path, header);
  }

  private static FlowToolsFrames map(Path path, FlowToolsHeader header) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return new FlowToolsFrames(header, file, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Reads a stream from its first byte on. {@link #close} closes it.
   *
   * @throws FlowToolsException if it is no flow-tools stream; it is then closed
   */
  public static FlowToolsFrames of(InputStream in) throws IOException {
    try {
      return new FlowToolsFrames(readHeader(in), in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * A stream that lies in memory already.
   *
   * @throws FlowToolsException if it is no flow-tools stream
   */
  public static FlowToolsFrames of(byte[] stream) throws IOException {
    return of(new ByteArrayInputStream(stream));
  }

  private static FlowToolsHeader readHeader(InputStream in) throws IOException {
    byte[] prologue = in.readNBytes(HeaderParser.PROLOGUE_BYTES);
    int length = HeaderParser.headerLength(prologue);
    byte[] header = Arrays.copyOf(prologue, length);
    int rest = length - prologue.length;
    int count = in.readNBytes(header, prologue.length, rest);
    if (count < rest) {
      throw HeaderParser.truncated(prologue.length + count, length);
    }
    return HeaderParser.parse(header);
  }

  public FlowToolsHeader header() {
    return header;
  }

  /** Bytes of every record. */
  public int recordSize() {
    return recordSize;
  }

  /** Moves to the next record; false at the end, which {@link #ending} then describes. */
  public boolean next() throws IOException {
    if (nextOffset + recordSize > limit && !refill()) {
      return false;
    }
    offset = nextOffset;
    nextOffset += recordSize;
    position++;
    return true;
  }

  /**
   * Goes past records, for example those that were read before a restart.
   *
   * @return how many there were: fewer than asked for only at the end
   */
  public long skip(long records) throws IOException {
    long skipped = skipMapped(records);
    while (skipped < records && next()) {
      skipped++;
    }
    return skipped;
  }

  private long skipMapped(long records) {
    if (buffer != null) {
      return 0;
    }
    long skipped = Math.max(0, Math.min(records, (limit - nextOffset) / recordSize));
    nextOffset += skipped * recordSize;
    position += skipped;
    return skipped;
  }

  /** Makes the whole of at least one record lie in the buffer. */
  private boolean refill() throws IOException {
    if (ending != null) {
      return false;
    }
    if (buffer == null || source == null) {
      return end(Kind.COMPLETE, limit - nextOffset);
    }
    buffer.position((int) nextOffset).limit((int) limit).compact();
    nextOffset = 0;
    boolean more = true;
    while (more && buffer.position() < recordSize) {
      more = source.fill(buffer);
    }
    limit = buffer.position();
    return limit >= recordSize || end(source.end(), limit);
  }

  private boolean end(Kind kind, long rest) {
    boolean cut = rest > 0 && kind != Kind.CORRUPT;
    ending = Endings.describe(cut ? Kind.TRUNCATED_TAIL : kind, position + 1, recordSize, rest);
    return false;
  }

  /** How reading ended; null while {@link #next} has not returned false. */
  public @Nullable FlowToolsEnding ending() {
    return ending;
  }

  /** Where the record lies; valid until the next call of {@link #next}, or close. */
  public MemorySegment bytes() {
    return bytes;
  }

  /** Where the record begins in {@link #bytes}. */
  public long offset() {
    return offset;
  }

  /** The record's number, from 0. */
  public long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    if (arena != null && arena.scope().isAlive()) {
      arena.close();
    }
    if (source instanceof InflatedBytes inflated) {
      inflated.close();
    }
    if (stream != null) {
      stream.close();
    }
  }
}
