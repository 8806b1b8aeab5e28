package io.tapline.capture.importing;

import io.tapline.wire.capture.FileBytes;
import io.tapline.wire.flowexport.MessageLength;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Export messages one after the other, as in files of IPFIX (RFC 5655): each is a frame, as a
 * datagram would hold it. Nothing marks where a message begins, so what comes behind one that is
 * cut or none is a loss to the end of the file.
 */
final class MessageFrames implements StoredFrames {
  /** The header of the shortest message, without which nobody knows that the last one is over. */
  private static final int NEXT_BYTES = 4;

  private final StoredFile stored;
  private MappedFile mapped;
  private MemorySegment file;
  private boolean arriving;
  private long offset;
  private long next;
  private String torn = "";

  private MessageFrames(MappedFile mapped, StoredFile stored, boolean arriving) {
    this.mapped = mapped;
    this.file = mapped.bytes();
    this.stored = stored;
    this.arriving = arriving;
  }

  static MessageFrames open(StoredFile stored) throws IOException {
    boolean arriving = stored.arriving(); // asked first: what comes then is in the mapping
    return new MessageFrames(MappedFile.open(stored.path()), stored, arriving);
  }

  @Override
  public boolean next() {
    long left = file.byteSize() - next;
    if (left == 0 || !torn.isEmpty()) {
      return false;
    }
    long length = MessageLength.of(file, next);
    if (arriving && length != MessageLength.NONE && left - length < NEXT_BYTES) {
      return false;
    }
    if (length == MessageLength.NONE || length > left) {
      torn = why(length, left);
      return false;
    }
    offset = next;
    next += length;
    return true;
  }

  private String why(long length, long left) {
    return length == MessageLength.NONE
        ? "At byte %d begins no message of NetFlow or IPFIX: the last %d bytes are not read."
            .formatted(next, left)
        : "The message at byte %d is cut: it has at least %d bytes, the file has %d more."
            .formatted(next, length, left);
  }

  @Override
  public void refresh(boolean whole) throws IOException {
    MappedFile grown = MappedFile.open(stored.path());
    mapped.close();
    mapped = grown;
    file = grown.bytes();
    arriving = !whole;
  }

  @Override
  public MemorySegment bytes() {
    return file;
  }

  @Override
  public FileBytes fileBytes() {
    return mapped.mapping();
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public int capturedLength() {
    return (int) (next - offset);
  }

  @Override
  public long timeNanos() {
    return stored.modifyNanos();
  }

  @Override
  public String torn() {
    return stored.torn().isEmpty() ? torn : stored.torn();
  }

  @Override
  public long readBytes() {
    return next;
  }

  @Override
  public void close() {
    mapped.close();
  }
}
