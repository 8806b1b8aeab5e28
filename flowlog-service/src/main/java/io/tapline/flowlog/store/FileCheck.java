package io.tapline.flowlog.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says whether a file can be the segment that was registered.
 *
 * <pre>
 *   PAR1  row groups ...  footer  length of the footer (4 bytes, little-endian)  PAR1
 * </pre>
 */
public final class FileCheck {
  private static final int MAGIC =
      ByteBuffer.wrap(new byte[] {'P', 'A', 'R', '1'}).order(ByteOrder.LITTLE_ENDIAN).getInt();

  private static final int ENDS = 2 * Integer.BYTES;

  private FileCheck() {}

  /** Whether length, beginning and end are those of the segment; two small reads. */
  public static boolean isSound(SegmentRef segment, Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size != segment.sizeBytes() || size < ENDS + Integer.BYTES) {
        return false;
      }
      ByteBuffer begin = read(channel, 0, Integer.BYTES);
      ByteBuffer end = read(channel, size - ENDS, ENDS);
      long footer = Integer.toUnsignedLong(end.getInt());
      return begin.getInt() == MAGIC && end.getInt() == MAGIC && footer <= size - ENDS;
    } catch (IOException e) {
      return false;
    }
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("the file ends early");
      }
    }
    return bytes.flip();
  }

  /** Whether the file is the segment to the byte; reads it wholly, as long as that is wanted. */
  public static boolean matches(SegmentRef segment, Path file, StillWanted wanted) {
    return Checksum.matches(segment, file, wanted);
  }
}
