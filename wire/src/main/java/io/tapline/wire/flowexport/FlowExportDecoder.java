package io.tapline.wire.flowexport;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.FaultReports;
import io.tapline.wire.exporter.FlowJudge;
import io.tapline.wire.exporter.SamplingRules;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.ipfix.Dialect;
import io.tapline.wire.ipfix.TemplateDecoder;
import io.tapline.wire.netflow.PduExports;
import io.tapline.wire.sflow.SflowExports;
import java.util.Map;

/**
 * Decodes datagrams of flow exporters, whatever the protocol. What is kept of exporters is bounded
 * by {@link ExportLimits}; exporters never mix.
 */
public final class FlowExportDecoder implements FlowDecoder {
  private static final int MAGIC = 0x544C_4658; // TLFX
  private static final int VERSION = 3;
  private static final int OLDEST_VERSION = 1;
  private static final int NO_VERSION = -1;
  private static final int SFLOW = 5;

  private final ExportCounters counters = new ExportCounters();
  private final FlowJudge judge;
  private final PduExports fixed;
  private final TemplateDecoder templated;
  private final SflowExports samples;

  /** A decoder that knows no exporter. */
  public FlowExportDecoder(ExportLimits limits) {
    this(limits, SamplingRules.NONE);
  }

  /**
   * A decoder that knows no exporter.
   *
   * @param rules of the operator about the sampling of exporters
   */
  public FlowExportDecoder(ExportLimits limits, SamplingRules rules) {
    FaultReports reports = new FaultReports(counters, rules);
    judge = new FlowJudge(rules, counters, reports);
    fixed = new PduExports(limits, counters, reports);
    templated = new TemplateDecoder(limits, counters, reports);
    samples = new SflowExports(limits, counters, reports);
  }

  @Override
  public FlowOutcome decode(FlowUnit unit, FlowSink taker) {
    boolean live = unit.exporterPort != 0 || (unit.exporterHigh | unit.exporterLow) != 0;
    FlowJudge sink = judge.to(taker, live);
    fixed.passed(unit.timeNanos, sink);
    templated.passed(unit.timeNanos, sink);
    samples.passed(unit.timeNanos, sink);
    judge.passed(unit.timeNanos);
    int version = unit.length < 4 ? NO_VERSION : BigEndian.uint16(unit.bytes, unit.offset);
    return switch (version) {
      case 1, 5, 6, 7, 8 -> fixed.decode(unit, sink);
      case 9 -> templated.decode(Dialect.NETFLOW_9, unit, sink);
      case 10 -> templated.decode(Dialect.IPFIX, unit, sink);
      case 0 -> wideVersion(unit, sink);
      default -> unknown();
    };
  }

  /** sFlow's version has 32 bits. */
  private FlowOutcome wideVersion(FlowUnit unit, FlowSink sink) {
    return BigEndian.int32(unit.bytes, unit.offset) == SFLOW
        ? samples.decode(unit, sink)
        : unknown();
  }

  private FlowOutcome unknown() {
    counters.count(ExportCounter.UNKNOWN_DATAGRAMS);
    return FlowOutcome.UNKNOWN_FORMAT;
  }

  @Override
  public void finish(FlowSink taker) {
    FlowJudge sink = judge.to(taker, false);
    fixed.finish(sink);
    templated.finish(sink);
    samples.finish(sink);
    judge.finish();
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
    fixed.save(state);
    templated.save(state);
    samples.save(state);
    judge.save(state);
    return state.toByteArray();
  }

  @Override
  public void restore(byte[] snapshot) {
    StateReader state = new StateReader(snapshot);
    if (state.int32() != MAGIC) {
      throw new IllegalArgumentException("snapshot: not one of flow exports");
    }
    state.version(state.int32());
    if (state.version() < OLDEST_VERSION || state.version() > VERSION) {
      throw new IllegalArgumentException("snapshot: version " + state.version());
    }
    counters.restore(state);
    fixed.restore(state);
    templated.restore(state);
    samples.restore(state);
    if (state.version() >= StateReader.FAULTS) {
      judge.restore(state);
    }
    state.end();
  }
}
