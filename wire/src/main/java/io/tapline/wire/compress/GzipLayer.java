package io.tapline.wire.compress;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The members of a gzip file, one after the other. Zeros may follow the last, as on tapes. */
final class GzipLayer extends Layer {
  private static final int TRAILER_BYTES = 8;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private boolean inMember;
  private boolean first = true;

  GzipLayer(BufferedInput input) {
    super(Compression.GZIP, input);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (!hasEnded()) {
      int read = step(into, offset, length);
      if (read > 0) {
        checksum.update(into, offset, read);
        return read;
      }
    }
    return -1;
  }

  private int step(byte[] into, int offset, int length) throws IOException {
    if (!inMember) {
      return beginMember();
    }
    return inflater.finished() ? endMember() : inflate(into, offset, length);
  }

  private int beginMember() throws IOException {
    if (!first && onlyZerosFollow()) {
      complete();
    } else if (!input.has(GzipHeader.FIXED_BYTES)) {
      truncated();
    } else if (!GzipHeader.isMember(input)) {
      corrupt("no gzip member begins here");
    } else {
      takeHeader();
    }
    return 0;
  }

  private boolean onlyZerosFollow() throws IOException {
    while (input.has(1) && input.unsignedByte(0) == 0) {
      input.take(1);
    }
    return !input.has(1);
  }

  private void takeHeader() throws IOException {
    int length = GzipHeader.length(input);
    if (length == GzipHeader.NONE) {
      endWithinHeader();
      return;
    }
    input.take(length);
    inflater.reset();
    checksum.reset();
    inMember = true;
    first = false;
  }

  private void endWithinHeader() throws IOException {
    if (input.has(BufferedInput.BUFFER_BYTES)) {
      corrupt("a header of more than %d bytes".formatted(BufferedInput.BUFFER_BYTES));
    } else {
      truncated();
    }
  }

  private int inflate(byte[] into, int offset, int length) throws IOException {
    boolean more = input.has(1);
    inflater.setInput(input.array(), input.at(), input.available());
    int read = inflate(into, offset, length, inflater.getBytesWritten());
    input.take(input.available() - inflater.getRemaining());
    if (read == 0 && !more && !inflater.finished() && !hasEnded()) {
      truncated();
    }
    return read;
  }

  /** What came before a fault is given, too. */
  private int inflate(byte[] into, int offset, int length, long before) {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException e) {
      corrupt(e.getMessage() == null ? "no deflate data" : e.getMessage());
      return (int) (inflater.getBytesWritten() - before);
    }
  }

  private int endMember() throws IOException {
    if (!input.has(TRAILER_BYTES)) {
      truncated();
    } else if (Magic.littleEndian(input.array(), input.at()) != (int) checksum.getValue()) {
      corrupt("the checksum disagrees");
    } else if (Magic.littleEndian(input.array(), input.at() + 4)
        != (int) inflater.getBytesWritten()) {
      corrupt("the length disagrees");
    } else {
      input.take(TRAILER_BYTES);
      inMember = false;
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    super.close();
  }
}
