package io.tapline.wire.sflow;

import io.tapline.wire.flow.FlowRecord;

/**
 * A flow sample, compact or expanded: its own fields, then records that are read as far as they are
 * known. Reused.
 */
final class FlowSample {
  private static final int DATA_SOURCE_INDEX = 0x00FF_FFFF;
  private static final int INTERFACE_FORMAT_BITS = 30;
  private static final int INTERFACE_INDEX = 0x3FFF_FFFF;

  /** Bytes before the number of records. */
  private static final int FIELDS = 28;

  private static final int EXPANDED_FIELDS = 40;

  private final SampledPacket packet = new SampledPacket();

  /** Type &lt;&lt; 32 | index. */
  long dataSource;

  /** Samples that the data source dropped so far, unsigned 32 bits. */
  long drops;

  /** Whether a record told addresses. */
  boolean isConnection() {
    return packet.isConnection();
  }

  /** Whether all fields and records are there. */
  static boolean isWhole(Cursor cursor, boolean expanded) {
    cursor.skip(expanded ? EXPANDED_FIELDS : FIELDS);
    int records = cursor.word();
    for (int i = 0; i < records && !cursor.overrun(); i++) {
      cursor.word();
      cursor.skip(cursor.unsigned());
    }
    return records >= 0 && !cursor.overrun();
  }

  /** Reads a sample that {@link #isWhole}. */
  void read(Cursor cursor, boolean expanded, FlowRecord flow) {
    packet.clear();
    cursor.word(); // sequence of the data source: what the agent dropped is told by drops
    dataSource(cursor, expanded);
    long interval = cursor.unsigned();
    flow.samplingInterval = interval == 0 ? FlowRecord.UNKNOWN : interval;
    cursor.word(); // sample pool
    drops = cursor.unsigned();
    flow.inputInterface = networkInterface(cursor, expanded);
    flow.outputInterface = networkInterface(cursor, expanded);
    flow.flowDirection = direction(flow);
    int records = cursor.word();
    for (int i = 0; i < records; i++) {
      int format = cursor.word();
      packet.record(cursor, format, (int) cursor.unsigned(), flow);
    }
  }

  /** The interface that took the sample saw the packet come in, or go out (IPFIX's values). */
  private int direction(FlowRecord flow) {
    if (dataSource == flow.inputInterface) {
      return 0;
    }
    return dataSource == flow.outputInterface ? 1 : FlowRecord.UNKNOWN;
  }

  private void dataSource(Cursor cursor, boolean expanded) {
    int first = cursor.word();
    dataSource =
        expanded
            ? (long) first << 32 | cursor.unsigned()
            : (long) (first >>> 24) << 32 | (first & DATA_SOURCE_INDEX);
  }

  /**
   * Only a single interface has an index: neither dropped packets nor several outputs have, and
   * {@link #INTERFACE_INDEX} is the agent itself, in either form.
   */
  private static long networkInterface(Cursor cursor, boolean expanded) {
    int first = cursor.word();
    if (expanded) {
      long index = cursor.unsigned();
      return first == 0 && index != INTERFACE_INDEX ? index : FlowRecord.UNKNOWN;
    }
    boolean single = first >>> INTERFACE_FORMAT_BITS == 0 && first != INTERFACE_INDEX;
    return single ? first : FlowRecord.UNKNOWN;
  }
}
