package io.tapline.wire.flowtools;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flow.LossUnit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what {@link FlowToolsFrames} cuts into flows: the first unit is a header, every other a
 * record of it, or the header of a further stream. Flows that the capture of the stream itself
 * lost, as the header counts them, are told as lost.
 */
public final class FlowToolsDecoder implements FlowDecoder {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final FlowRecord flow = new FlowRecord();
  private final DecoderCounters counters = new DecoderCounters();

  private @Nullable FlowToolsHeader header;
  private @Nullable RecordDecoder records;
  private int recordSize;

  @Override
  public FlowOutcome decode(FlowUnit unit, FlowSink sink) {
    RecordDecoder decoder = records;
    if (decoder == null || unit.length != recordSize || isHeader(unit)) {
      return decodeHeader(unit, sink);
    }
    decoder.decode(unit.bytes, unit.offset, flow);
    counters.records++;
    sink.flow(flow);
    return FlowOutcome.DECODED;
  }

  /** Only a header tells its own length after the magic; a record of that form is from 1971. */
  private static boolean isHeader(FlowUnit unit) {
    return unit.length >= HeaderParser.PROLOGUE_BYTES
        && octet(unit, 0) == 0xCF
        && HeaderParser.looksLikeHeader(0xCF, octet(unit, 1), octet(unit, 2), octet(unit, 3))
        && parse(unit) != null;
  }

  private static int octet(FlowUnit unit, int index) {
    return BigEndian.uint8(unit.bytes, unit.offset + index);
  }

  private FlowOutcome decodeHeader(FlowUnit unit, FlowSink sink) {
    FlowToolsHeader parsed = parse(unit);
    if (parsed == null) {
      counters.malformed++;
      return header == null ? FlowOutcome.UNKNOWN_FORMAT : FlowOutcome.MALFORMED;
    }
    use(parsed);
    counters.add(parsed);
    tellLoss(parsed, unit, sink);
    return FlowOutcome.HEADER;
  }

  private static @Nullable FlowToolsHeader parse(FlowUnit unit) {
    if (unit.length > FlowToolsHeader.MAXIMUM_BYTES) {
      return null;
    }
    byte[] bytes = new byte[unit.length];
    MemorySegment.copy(unit.bytes, ValueLayout.JAVA_BYTE, unit.offset, bytes, 0, bytes.length);
    try {
      return HeaderParser.parse(bytes);
    } catch (FlowToolsException e) {
      return null;
    }
  }

  private void use(FlowToolsHeader newHeader) {
    header = newHeader;
    records = new RecordDecoder(newHeader.layout(), newHeader.byteOrder());
    recordSize = newHeader.layout().size();
  }

  private static void tellLoss(FlowToolsHeader header, FlowUnit unit, FlowSink sink) {
    long lost = header.flowsLost().orElse(0);
    if (lost == 0) {
      return;
    }
    long start = header.captureStart().orElse(unit.timeNanos / NANOS_PER_SECOND);
    long end = header.captureEnd().orElse(start);
    sink.lost(
        new FlowLoss(
            lost,
            LossUnit.RECORDS,
            start * NANOS_PER_SECOND,
            Math.max(start, end) * NANOS_PER_SECOND,
            "The stream's header says that %d flows were lost while it was captured."
                .formatted(lost)));
  }

  @Override
  public Map<String, Long> counters() {
    return new LinkedHashMap<>(counters.named());
  }

  @Override
  public byte[] snapshot() {
    return DecoderSnapshot.write(header, counters);
  }

  @Override
  public void restore(byte[] snapshot) {
    FlowToolsHeader restored = DecoderSnapshot.read(snapshot, counters);
    if (restored != null) {
      use(restored);
    }
  }
}
