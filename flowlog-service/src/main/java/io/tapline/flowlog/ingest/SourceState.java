package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.rpc.Refusal;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a source's worker needs to go on, as sections that each have one owner.
 *
 * <pre>
 *   int MAGIC, byte VERSION, per section: byte number, int length, bytes; int CRC-32C of all before
 * </pre>
 *
 * What earlier versions wrote, the state of a table and nothing else, is read as that section.
 */
final class SourceState {
  static final int MAGIC = 0x544c5353;
  static final int VERSION = 1;
  private static final int HEADER_BYTES = 5;
  private static final int SECTION_HEADER_BYTES = 5;
  private static final int CHECKSUM_BYTES = 4;

  /** Owners of a section; numbers are for ever. */
  enum Section {
    TABLE(1),
    /** Templates and the like. */
    DECODER(2),
    /** Fragments of datagrams. */
    FRAGMENTS(3),
    /** Flow records so far. */
    RECORDS(4);

    private final int number;

    Section(int number) {
      this.number = number;
    }
  }

  private final Map<Section, byte[]> sections = new EnumMap<>(Section.class);

  void put(Section section, byte[] bytes) {
    sections.put(section, bytes);
  }

  byte @Nullable [] get(Section section) {
    return sections.get(section);
  }

  byte[] write() {
    int length = HEADER_BYTES + CHECKSUM_BYTES;
    for (byte[] bytes : sections.values()) {
      length = Math.addExact(length, SECTION_HEADER_BYTES + bytes.length);
    }
    ByteBuffer out = ByteBuffer.allocate(length).putInt(MAGIC).put((byte) VERSION);
    sections.forEach(
        (section, bytes) -> out.put((byte) section.number).putInt(bytes.length).put(bytes));
    return out.putInt(checksum(out.array(), out.position())).array();
  }

  /**
   * @throws Refusal STATE_CORRUPT
   */
  static SourceState read(byte[] bytes) {
    SourceState state = new SourceState();
    if (ConnectionTable.isSnapshot(bytes)) {
      state.put(Section.TABLE, bytes);
      return state;
    }
    require(bytes.length >= HEADER_BYTES + CHECKSUM_BYTES, "it is cut short");
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, bytes.length - CHECKSUM_BYTES);
    require(in.getInt() == MAGIC, "it is not the state of a source");
    int version = in.get();
    require(version == VERSION, "its version is " + version + ", known here is " + VERSION);
    int stored = ByteBuffer.wrap(bytes).getInt(bytes.length - CHECKSUM_BYTES);
    require(
        stored == checksum(bytes, bytes.length - CHECKSUM_BYTES), "its checksum does not match");
    while (in.hasRemaining()) {
      state.readSection(in);
    }
    return state;
  }

  private void readSection(ByteBuffer in) {
    require(in.remaining() >= SECTION_HEADER_BYTES, "a section is cut short");
    int number = in.get();
    int length = in.getInt();
    require(length >= 0 && length <= in.remaining(), "a section is cut short");
    byte[] bytes = new byte[length];
    in.get(bytes);
    put(section(number), bytes);
  }

  private static Section section(int number) {
    for (Section section : Section.values()) {
      if (section.number == number) {
        return section;
      }
    }
    throw corrupt("its section " + number + " is not known here");
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw corrupt(otherwise);
    }
  }

  static Refusal corrupt(String why) {
    return new Refusal(
        Reason.STATE_CORRUPT, "The saved state of the source cannot be read: " + why);
  }
}
