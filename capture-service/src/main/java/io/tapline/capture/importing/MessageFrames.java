package io.tapline.capture.importing;

import io.tapline.wire.flowexport.MessageLength;
import java.io.IOException;

/**
 * Export messages one after the other, as in files of IPFIX (RFC 5655): each is a frame, as a
 * datagram would hold it. Nothing marks where a message begins, so what comes behind one that is
 * cut or none is a loss to the end of the file.
 */
final class MessageFrames extends MappedFrames {
  /** The header of the shortest message, without which nobody knows that the last one is over. */
  private static final int NEXT_BYTES = 4;

  private long offset;
  private long next;
  private String torn = "";

  private MessageFrames(StoredFile stored) throws IOException {
    super(stored);
  }

  static MessageFrames open(StoredFile stored) throws IOException {
    return new MessageFrames(stored);
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
  public long offset() {
    return offset;
  }

  @Override
  public int capturedLength() {
    return (int) (next - offset);
  }

  @Override
  public String torn() {
    return stored.torn().isEmpty() ? torn : stored.torn();
  }

  @Override
  public long readBytes() {
    return next;
  }
}
