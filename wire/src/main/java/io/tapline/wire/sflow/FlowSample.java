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

  private final SampledPacket packet = new SampledPacket();

  /** Type &lt;&lt; 32 | index. */
  long dataSource;

  /** Samples that the data source dropped so far, unsigned 32 bits. */
  long drops;

  /** Whether a record told addresses. */
  boolean isConnection() {
    return packet.isConnection();
  }

  /** Reads the sample; false when it ends too early. */
  boolean read(Cursor cursor, boolean expanded, FlowRecord flow) {
    packet.clear();
    cursor.word(); // sequence of the data source: what the agent dropped is told by drops
    dataSource(cursor, expanded);
    flow.samplingInterval = Math.max(1, cursor.unsigned());
    cursor.word(); // sample pool
    drops = cursor.unsigned();
    flow.inputInterface = networkInterface(cursor, expanded);
    flow.outputInterface = networkInterface(cursor, expanded);
    int records = cursor.word();
    return !cursor.overrun() && records(cursor, records, flow);
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

  private boolean records(Cursor cursor, int records, FlowRecord flow) {
    for (int i = 0; i < records || records < 0; i++) {
      int format = cursor.word();
      long length = cursor.unsigned();
      if (cursor.overrun() || length > cursor.left()) {
        return false;
      }
      packet.record(cursor, format, (int) length, flow);
    }
    return true;
  }
}
