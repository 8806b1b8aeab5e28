package io.tapline.wire.flowtools;

import java.util.EnumMap;
import java.util.Map;

/** Where the fields of a record lie. Immutable. */
public final class RecordLayout {
  /** What {@link #offset} says of a field that the record does not have. */
  public static final int ABSENT = -1;

  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int STREAM_1_SIZE = 60;

  private final RecordVersion version;
  private final int size;
  private final Map<FlowField, Integer> offsets;
  private final int fractionNanos;
  private final long mask;

  private RecordLayout(RecordVersion version, int size, String table, int fractionNanos) {
    this.version = version;
    this.size = size;
    this.fractionNanos = fractionNanos;
    this.offsets = offsets(table);
    this.mask = mask(offsets);
  }

  /**
   * Records that tell what the version tells, and lie otherwise.
   *
   * @param table {@code field@offset}, separated by blanks
   */
  public static RecordLayout of(RecordVersion version, int size, String table) {
    return new RecordLayout(version, size, table, 1);
  }

  /** Records of stream format 1, which hold what version 1 or 5 holds. */
  static RecordLayout streamOne(RecordVersion version) {
    String table =
        version == RecordVersion.V5 ? RecordTables.STREAM_1_ROUTED : RecordTables.STREAM_1;
    return new RecordLayout(version, STREAM_1_SIZE, table, NANOS_PER_MILLI);
  }

  private static Map<FlowField, Integer> offsets(String table) {
    Map<FlowField, Integer> offsets = new EnumMap<>(FlowField.class);
    for (String entry : table.strip().split(" +", -1)) {
      int at = entry.indexOf('@');
      FlowField field = FlowField.named(entry.substring(0, at)).orElseThrow();
      offsets.put(field, Integer.parseInt(entry.substring(at + 1)));
    }
    return offsets;
  }

  private static long mask(Map<FlowField, Integer> offsets) {
    return offsets.keySet().stream().mapToLong(FlowField::mask).sum();
  }

  /** The version whose attributes these records have. */
  public RecordVersion version() {
    return version;
  }

  /** Bytes of a record. */
  public int size() {
    return size;
  }

  /** Where the field begins, or {@link #ABSENT}. */
  public int offset(FlowField field) {
    return offsets.getOrDefault(field, ABSENT);
  }

  public boolean has(FlowField field) {
    return offsets.containsKey(field);
  }

  /** Nanoseconds that one unit of {@link FlowField#UNIX_NSECS} stands for. */
  int fractionNanos() {
    return fractionNanos;
  }

  /** Bits of the fields that it has. */
  public long mask() {
    return mask;
  }
}
