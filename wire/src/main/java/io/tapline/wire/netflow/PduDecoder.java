package io.tapline.wire.netflow;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flowtools.RecordDecoder;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;

/**
 * Turns the records of NetFlow 1, 5, 6, 7 and 8 into flows; allocates nothing. It knows one
 * datagram at a time: sequences, duplicates and losses are its caller's.
 */
public final class PduDecoder {
  private final Map<PduFormat, RecordDecoder> decoders = new EnumMap<>(PduFormat.class);

  /** A decoder for all formats. */
  public PduDecoder() {
    for (PduFormat format : PduFormat.values()) {
      decoders.put(format, new RecordDecoder(format.layout(), ByteOrder.BIG_ENDIAN));
    }
  }

  /**
   * Hands out the records that are there, in order.
   *
   * @param unit the datagram that the header was read from
   * @param flow filled anew for each record
   * @return how many
   */
  public int decode(FlowUnit unit, PduHeader header, FlowRecord flow, FlowSink sink) {
    RecordDecoder decoder = decoders.get(header.format());
    int count = header.wholeRecords();
    if (decoder == null) {
      return 0;
    }
    long exportNanos = header.exportNanos();
    long uptimeMillis = header.sysUpTime();
    int engine = header.engine();
    int samplingInterval = header.samplingInterval();
    for (int i = 0; i < count; i++) {
      decoder.decode(unit.bytes, header.recordOffset(i), flow, exportNanos, uptimeMillis);
      flow.exporterHigh = unit.exporterHigh;
      flow.exporterLow = unit.exporterLow;
      flow.observationDomain = engine;
      flow.samplingInterval = samplingInterval;
      flow.exportNanos = exportNanos;
      flow.receivedNanos = unit.timeNanos;
      sink.flow(flow);
    }
    return count;
  }
}
