package io.tapline.wire.export;

import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.exporter.Wire;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.ipfix.Dialect;
import io.tapline.wire.ipfix.TemplateDecoder;
import java.util.Map;

/**
 * Decodes datagrams of flow exporters, whatever the protocol. What is kept of exporters is bounded
 * by {@link ExportLimits}; exporters never mix.
 */
public final class FlowExportDecoder implements FlowDecoder {
  private static final int MAGIC = 0x544C_4658; // TLFX
  private static final int VERSION = 1;

  private final ExportCounters counters = new ExportCounters();
  private final TemplateDecoder templated;

  /** A decoder that knows no exporter. */
  public FlowExportDecoder(ExportLimits limits) {
    templated = new TemplateDecoder(limits, counters);
  }

  @Override
  public FlowOutcome decode(FlowUnit unit, FlowSink sink) {
    int version = unit.length < 2 ? -1 : Wire.uint16(unit.bytes, unit.offset);
    return switch (version) {
      case 9 -> templated.decode(Dialect.NETFLOW_9, unit, sink);
      case 10 -> templated.decode(Dialect.IPFIX, unit, sink);
      default -> unknown();
    };
  }

  private FlowOutcome unknown() {
    counters.count(ExportCounter.UNKNOWN_DATAGRAMS);
    return FlowOutcome.UNKNOWN_FORMAT;
  }

  @Override
  public void finish(FlowSink sink) {
    templated.finish(sink);
  }

  @Override
  public Map<String, Long> counters() {
    return counters.positive();
  }

  @Override
  public byte[] snapshot() {
    StateWriter state = new StateWriter();
    state.int32(MAGIC);
    state.int32(VERSION);
    counters.save(state);
    templated.save(state);
    return state.toByteArray();
  }

  @Override
  public void restore(byte[] snapshot) {
    StateReader state = new StateReader(snapshot);
    if (state.int32() != MAGIC || state.int32() != VERSION) {
      throw new IllegalArgumentException("snapshot: not one of flow exports, version " + VERSION);
    }
    counters.restore(state);
    templated.restore(state);
    state.end();
  }
}
