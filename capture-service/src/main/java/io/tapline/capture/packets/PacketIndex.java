package io.tapline.capture.packets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The index of one capture file, as a file of its own, big-endian:
 *
 * <pre>
 *   sections   see {@link IndexSection}
 *   directory  described x long: where sections and interfaces of pcapng are described
 *              sections x (long offset, int bytes, int CRC-32C, long first and last time)
 *   trailer    long bytes of the capture, when it was changed, frames, first and last time, offset
 *              of the directory; int described, sections, CRC-32C of the directory, version, magic,
 *              CRC-32C of the trailer before
 * </pre>
 *
 * A question reads the trailer; when the time fits, the directory; and of that the sections whose
 * time fits. What has another checksum or version, or is of another capture, is damage: the index
 * is not used. Not guaranteed: that the capture's bytes are those that were indexed, which the
 * reader of the capture finds.
 */
final class PacketIndex implements AutoCloseable {
  static final int MAGIC = 0x5450_4958; // TPIX
  static final int VERSION = 1;
  static final int TRAILER_BYTES = 72;
  static final int ENTRY_BYTES = 32;

  /** A directory or section that is longer is damage. */
  private static final int MAX_PART_BYTES = 64 << 20;

  private static final int TRAILER_CHECKED = TRAILER_BYTES - 4;
  private static final int DIRECTORY_OFFSET = 40;

  private final FileChannel channel;
  private final ByteBuffer trailer;

  private PacketIndex(FileChannel channel, ByteBuffer trailer) {
    this.channel = channel;
    this.trailer = trailer;
  }

  /**
   * @param capture the capture as it is now
   * @throws DamagedIndexException if it is not the index of that capture
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  static PacketIndex open(Path file, CaptureState capture) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ByteBuffer trailer = read(channel, channel.size() - TRAILER_BYTES, TRAILER_BYTES);
      check(trailer, capture);
      return new PacketIndex(channel, trailer);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void check(ByteBuffer trailer, CaptureState capture) throws DamagedIndexException {
    boolean sound =
        trailer.getInt(64) == MAGIC
            && trailer.getInt(60) == VERSION
            && trailer.getInt(TRAILER_CHECKED) == checksum(trailer.slice(0, TRAILER_CHECKED))
            && trailer.getLong(0) == capture.bytes()
            && trailer.getLong(8) == capture.modifyNanos();
    if (!sound) {
      throw new DamagedIndexException("its trailer is not that of this capture");
    }
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || length > MAX_PART_BYTES) {
      throw new DamagedIndexException("it is too short, or says so of a part");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new DamagedIndexException("it ends early");
      }
    }
    return bytes.flip();
  }

  /** Time of the earliest frame; the end of time when there is none. */
  long firstNanos() {
    return trailer.getLong(24);
  }

  long lastNanos() {
    return trailer.getLong(32);
  }

  /**
   * What a question needs of the rest.
   *
   * @throws DamagedIndexException if a checksum is wrong
   */
  Directory directory() throws IOException {
    int described = trailer.getInt(48);
    int sections = trailer.getInt(52);
    int length = 8 * described + ENTRY_BYTES * sections;
    ByteBuffer bytes = read(channel, trailer.getLong(DIRECTORY_OFFSET), length);
    if (checksum(bytes) != trailer.getInt(56)) {
      throw new DamagedIndexException("the checksum of its directory is wrong");
    }
    long[] offsets = new long[described];
    bytes.asLongBuffer().get(offsets);
    return new Directory(offsets, bytes.slice(8 * described, sections * ENTRY_BYTES), sections);
  }

  /** The sections of an index with their times. */
  final class Directory {
    private final long[] described;
    private final ByteBuffer entries;
    private final int sections;

    private Directory(long[] described, ByteBuffer entries, int sections) {
      this.described = described;
      this.entries = entries;
      this.sections = sections;
    }

    long[] described() {
      return described;
    }

    int sections() {
      return sections;
    }

    long firstNanos(int section) {
      return entries.getLong(section * ENTRY_BYTES + 16);
    }

    long lastNanos(int section) {
      return entries.getLong(section * ENTRY_BYTES + 24);
    }

    /**
     * Reads a section.
     *
     * @throws DamagedIndexException if its checksum is wrong
     */
    IndexSection section(int section) throws IOException {
      int at = section * ENTRY_BYTES;
      ByteBuffer bytes = read(channel, entries.getLong(at), entries.getInt(at + 8));
      if (checksum(bytes) != entries.getInt(at + 12)) {
        throw new DamagedIndexException("the checksum of a section is wrong");
      }
      return new IndexSection(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
