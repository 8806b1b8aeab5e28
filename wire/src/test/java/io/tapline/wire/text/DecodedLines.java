package io.tapline.wire.text;

import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives lines to a decoder and keeps copies of what it says. */
public final class DecodedLines implements FlowSink {
  public final List<FlowOutcome> outcomes = new ArrayList<>();
  public final List<FlowRecord> flows = new ArrayList<>();
  private final FlowDecoder decoder;
  private final FlowUnit unit = new FlowUnit();
  private long timeNanos;

  public DecodedLines(FlowDecoder decoder, long timeNanos) {
    this.decoder = decoder;
    this.timeNanos = timeNanos;
  }

  public DecodedLines at(long newTimeNanos) {
    timeNanos = newTimeNanos;
    return this;
  }

  /** Decodes lines of a file. */
  public DecodedLines lines(String... lines) {
    for (String text : lines) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      bytes(bytes);
    }
    return this;
  }

  public FlowOutcome bytes(byte[] bytes) {
    MemorySegment segment = MemorySegment.ofArray(bytes);
    FlowOutcome outcome = decoder.decode(unit.of(segment, 0, bytes.length, timeNanos), this);
    outcomes.add(outcome);
    return outcome;
  }

  /** Decodes the payload of a datagram. */
  public DecodedLines datagram(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    MemorySegment segment = MemorySegment.ofArray(bytes);
    unit.from(0, 0xFFFF_7F00_0001L, 514, segment, 0, bytes.length, timeNanos);
    outcomes.add(decoder.decode(unit, this));
    return this;
  }

  /** The only flow so far. */
  public FlowRecord flow() {
    if (flows.size() != 1) {
      throw new AssertionError(flows.size() + " flows, " + outcomes + " " + decoder.counters());
    }
    return flows.getFirst();
  }

  @Override
  public void flow(FlowRecord record) {
    FlowRecord copy = new FlowRecord();
    for (Field field : FlowRecord.class.getFields()) {
      copyField(field, record, copy);
    }
    flows.add(copy);
  }

  private static void copyField(Field field, FlowRecord from, FlowRecord to) {
    try {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.set(to, field.get(from));
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** The fields of a record by name, for comparison. */
  public static Map<String, Object> fields(FlowRecord record) {
    Map<String, Object> fields = new TreeMap<>();
    for (Field field : FlowRecord.class.getFields()) {
      try {
        fields.put(field.getName(), field.get(record));
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return fields;
  }

  @Override
  public void lost(FlowLoss loss) {
    throw new AssertionError("lines have no sequence");
  }
}
