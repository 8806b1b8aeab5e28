package io.tapline.wire.flowtools;

import io.tapline.wire.flowtools.FlowToolsException.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of format 3. To a pipe it is a streaming one, whose header knows neither end nor
 * count. A file appears under its name when {@link #finish} is called, whole and on disk, with a
 * header that says how many flows there are and that it is done; a writer closed before that leaves
 * nothing. For one thread.
 */
public final class FlowToolsWriter implements AutoCloseable {
  /** Level at which nothing is compressed. */
  public static final int UNCOMPRESSED = 0;

  private static final int BUFFER_BYTES = 1 << 16;

  private final FlowToolsHeader header;
  private final ForeignOrder foreignOrder;
  private final @Nullable AtomicFile file;
  private final @Nullable Deflater deflater;
  private final OutputStream out;
  private final OutputStream records;
  private long count;
  private boolean finished;

  private FlowToolsWriter(
      FlowToolsHeader header,
      OutputStream out,
      @Nullable AtomicFile file,
      int level,
      ForeignOrder foreignOrder)
      throws IOException {
    this.header = header;
    this.foreignOrder = foreignOrder;
    this.file = file;
    this.out = out;
    this.deflater = header.is(HeaderFlag.COMPRESS) ? new Deflater(level) : null;
    this.records = deflater == null ? out : new DeflaterOutputStream(out, deflater, BUFFER_BYTES);
    out.write(header.bytes());
  }

  /**
   * Writes to a pipe.
   *
   * @param builder says everything but the flags of the writer
   * @param level of zlib, 0 to 9
   */
  public static FlowToolsWriter stream(OutputStream out, HeaderBuilder builder, int level)
      throws IOException {
    checkLevel(level);
    builder.flag(HeaderFlag.STREAMING, true).flag(HeaderFlag.DONE, false);
    builder.flag(HeaderFlag.COMPRESS, level > UNCOMPRESSED);
    return new FlowToolsWriter(
        builder.build(), buffered(out), null, level, ForeignOrder.AS_DOCUMENTED);
  }

  /**
   * Writes a file that appears when it is finished.
   *
   * @param builder says everything but the flags and the count of the writer
   * @param level of zlib, 0 to 9
   */
  public static FlowToolsWriter create(Path path, HeaderBuilder builder, int level)
      throws IOException {
    return create(path, builder, level, ForeignOrder.AS_DOCUMENTED);
  }

  /** As the other, with the faults of flow-tools where they are asked for. */
  public static FlowToolsWriter create(
      Path path, HeaderBuilder builder, int level, ForeignOrder foreignOrder) throws IOException {
    checkLevel(level);
    builder.flag(HeaderFlag.STREAMING, false).flag(HeaderFlag.DONE, false).flowCount(0);
    FlowToolsHeader header = builder.flag(HeaderFlag.COMPRESS, level > UNCOMPRESSED).build();
    AtomicFile file = new AtomicFile(path);
    try {
      OutputStream out = buffered(Channels.newOutputStream(file.channel()));
      return new FlowToolsWriter(header, out, file, level, foreignOrder);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Writes a stream that begins with this very header, byte for byte; it stays as it is at the end.
   */
  public static FlowToolsWriter copy(
      OutputStream out, FlowToolsHeader header, int level, ForeignOrder foreignOrder)
      throws IOException {
    checkLevel(level);
    if (header.streamVersion() != 3) {
      throw new FlowToolsException(
          Reason.UNSUPPORTED_STREAM_VERSION, 3, "Only stream format 3 is written.");
    }
    return new FlowToolsWriter(header, buffered(out), null, level, foreignOrder);
  }

  private static OutputStream buffered(OutputStream out) {
    return new BufferedOutputStream(out, BUFFER_BYTES);
  }

  private static void checkLevel(int level) {
    if (level < UNCOMPRESSED || level > Deflater.BEST_COMPRESSION) {
      throw new IllegalArgumentException("Compression is 0 to 9, not %d.".formatted(level));
    }
  }

  /** Of the records that are to come. */
  public RecordVersion version() {
    return header.recordVersion();
  }

  /** Records written. */
  public long count() {
    return count;
  }

  /**
   * Appends a record.
   *
   * @throws FlowToolsException if it is of another version; {@link FlowToolsRecord#as} converts
   */
  public void write(FlowToolsRecord record) throws IOException {
    if (record.version() != version()) {
      throw new FlowToolsException(
          Reason.WRONG_RECORD_VERSION,
          header.length() + count * version().size(),
          "A record of version %s has no place among those of version %s."
              .formatted(record.version(), version()));
    }
    records.write(bytes(record));
    count++;
  }

  private byte[] bytes(FlowToolsRecord record) {
    byte[] bytes = record.bytes(header.byteOrder());
    if (foreignOrder == ForeignOrder.AS_FLOW_TOOLS && header.byteOrder() == ByteOrder.BIG_ENDIAN) {
      SwapFaults.make(record.version(), bytes);
    }
    return bytes;
  }

  /** Ends the stream. A file gets its last header, is made durable and gets its name. */
  public void finish() throws IOException {
    if (records instanceof DeflaterOutputStream compressed) {
      compressed.finish();
    }
    out.flush();
    if (file != null) {
      rewriteHeader(file.channel());
      file.commit();
    }
    finished = true;
  }

  private void rewriteHeader(FileChannel channel) throws IOException {
    HeaderBuilder builder = HeaderBuilder.from(header).flowCount(count);
    ByteBuffer last = ByteBuffer.wrap(builder.flag(HeaderFlag.DONE, true).build().bytes());
    while (last.hasRemaining()) {
      channel.write(last, last.position());
    }
  }

  /** Whether {@link #finish} was done. */
  public boolean isFinished() {
    return finished;
  }

  /** Lets go of everything; a file that was not finished is removed. Closes no pipe. */
  @Override
  public void close() throws IOException {
    if (deflater != null) {
      deflater.end();
    }
    if (file != null) {
      file.close();
    }
  }
}
