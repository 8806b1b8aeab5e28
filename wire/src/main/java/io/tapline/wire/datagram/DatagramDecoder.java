package io.tapline.wire.datagram;

import io.tapline.wire.detect.DatagramKind;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.SamplingRules;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.firewall.FirewallLogDecoder;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flowexport.FlowExportDecoder;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decodes datagrams each of which is a flow export or a line of a firewall log. What is neither has
 * the outcome {@link FlowOutcome#UNKNOWN_FORMAT} and is counted as {@code unknown_datagrams}.
 *
 * <p>A snapshot is: magic (4 bytes), version (4), the snapshot of each decoder after its length.
 */
public final class DatagramDecoder implements FlowDecoder {
  private static final int MAGIC = 0x544C_4447; // TLDG
  private static final int VERSION = 1;

  private final FlowExportDecoder exports;
  private final FirewallLogDecoder lines;
  private boolean line;

  /**
   * @param firstYear of the first log line whose time has no year; 0 = inferred
   * @param zone of times of log lines that name none
   */
  public DatagramDecoder(ExportLimits limits, int firstYear, ZoneId zone) {
    this(limits, SamplingRules.NONE, firstYear, zone);
  }

  /**
   * @param rules of the operator about the sampling of exporters
   * @param firstYear of the first log line whose time has no year; 0 = inferred
   * @param zone of times of log lines that name none
   */
  public DatagramDecoder(ExportLimits limits, SamplingRules rules, int firstYear, ZoneId zone) {
    exports = new FlowExportDecoder(limits, rules);
    lines = new FirewallLogDecoder(firstYear, zone);
  }

  @Override
  public FlowOutcome decode(FlowUnit unit, FlowSink sink) {
    DatagramKind kind = DatagramKind.of(unit.bytes, unit.offset, unit.length);
    line = kind == DatagramKind.LOG_LINE;
    return switch (kind) {
      case LOG_LINE -> lines.decode(unit, sink);
      case FLOW_EXPORT, UNKNOWN -> exports.decode(unit, sink);
    };
  }

  /** Whether the flow at hand is of a log line, which describes one packet. */
  public boolean fromLine() {
    return line;
  }

  @Override
  public void finish(FlowSink sink) {
    line = false;
    exports.finish(sink);
    line = true;
    lines.finish(sink);
  }

  @Override
  public Map<String, Long> counters() {
    Map<String, Long> all = new TreeMap<>(exports.counters());
    lines.counters().forEach((name, count) -> all.merge(name, count, Long::sum));
    return all;
  }

  @Override
  public byte[] snapshot() {
    StateWriter state = new StateWriter();
    state.int32(MAGIC);
    state.int32(VERSION);
    state.bytes(exports.snapshot());
    state.bytes(lines.snapshot());
    return state.toByteArray();
  }

  @Override
  public void restore(byte[] snapshot) {
    StateReader state = new StateReader(snapshot);
    if (state.int32() != MAGIC || state.int32() != VERSION) {
      throw new IllegalArgumentException("snapshot: not one of datagrams, version " + VERSION);
    }
    exports.restore(state.bytes());
    lines.restore(state.bytes());
    state.end();
  }
}
