package io.tapline.wire.flowexport;

import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.SamplingRules;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A decoder under test with what it handed out. */
public final class Exports implements FlowSink {
  public static final String EXPORTER = "192.0.2.1";
  public static final int PORT = 50_000;
  public static final long RECEIVED = 1_700_000_001_000_000_000L;

  public final List<Flow> flows = new ArrayList<>();
  public final List<FlowLoss> losses = new ArrayList<>();
  private final ExportLimits limits;
  private final SamplingRules rules;
  private FlowExportDecoder decoder;
  private String exporter = EXPORTER;
  private int port = PORT;
  public long timeNanos = RECEIVED;

  public Exports() {
    this(ExportLimits.DEFAULTS);
  }

  public Exports(ExportLimits limits) {
    this(limits, SamplingRules.NONE);
  }

  public Exports(ExportLimits limits, SamplingRules rules) {
    this.limits = limits;
    this.rules = rules;
    this.decoder = new FlowExportDecoder(limits, rules);
  }

  public Exports from(String newExporter, int newPort) {
    exporter = newExporter;
    port = newPort;
    return this;
  }

  public FlowOutcome decode(byte[] datagram) {
    return decode(datagram, 0, datagram.length);
  }

  public FlowOutcome decode(byte[] datagram, int offset, int length) {
    IpAddress sender = IpAddresses.parse(exporter);
    FlowUnit unit =
        new FlowUnit()
            .from(
                sender.high(),
                sender.low(),
                port,
                MemorySegment.ofArray(datagram),
                offset,
                length,
                timeNanos);
    return decoder.decode(unit, this);
  }

  public void finish() {
    decoder.finish(this);
  }

  /** Goes on with a new decoder from a snapshot. */
  public void restart() {
    restore(decoder.snapshot());
  }

  /** Goes on with a new decoder from this snapshot. */
  public void restore(byte[] snapshot) {
    decoder = new FlowExportDecoder(limits, rules);
    decoder.restore(snapshot);
  }

  public long counter(String name) {
    return decoder.counters().getOrDefault(name, 0L);
  }

  public Map<String, Long> counters() {
    return decoder.counters();
  }

  public byte[] snapshot() {
    return decoder.snapshot();
  }

  public Flow flow() {
    if (flows.size() != 1) {
      throw new AssertionError("not one flow but " + flows);
    }
    return flows.getFirst();
  }

  @Override
  public void flow(FlowRecord record) {
    flows.add(Flow.of(record));
  }

  @Override
  public void lost(FlowLoss loss) {
    losses.add(loss);
  }
}
