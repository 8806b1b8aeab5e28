package io.tapline.wire.exporter;

import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * A decoder of flow files and logs whose records a {@link FlowJudge} judges like those of
 * exporters: impossible counters are refused, impossible times mended.
 *
 * <p>A snapshot is: magic (4 bytes), version (4), the decoder's own after its length, the counters,
 * the judge's. The decoder's own alone, as earlier versions wrote it, is read, too.
 */
public final class JudgedDecoder implements FlowDecoder, FlowSink {
  private static final int MAGIC = 0x544C_4A44; // TLJD
  private static final int VERSION = 1;

  private final FlowDecoder decoder;
  private final ExportCounters counters = new ExportCounters();
  private final FlowJudge judge =
      new FlowJudge(SamplingRules.NONE, counters, new FaultReports(counters));
  private FlowSink sink = judge;
  private long unitNanos;

  /**
   * @param decoder a new one
   */
  public JudgedDecoder(FlowDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public FlowOutcome decode(FlowUnit unit, FlowSink newSink) {
    unitNanos = unit.timeNanos;
    sink = newSink;
    judge.to(newSink, false).passed(unitNanos);
    return decoder.decode(unit, this);
  }

  @Override
  public void finish(FlowSink newSink) {
    sink = newSink;
    judge.to(newSink, false);
    decoder.finish(this);
    judge.finish();
  }

  @Override
  public void flow(FlowRecord flow) {
    flow.receivedNanos = unitNanos;
    judge.flow(flow);
  }

  @Override
  public void lost(FlowLoss loss) {
    sink.lost(loss);
  }

  /** Flows handed out are counted by the decoder in its own way. */
  @Override
  public Map<String, Long> counters() {
    Map<String, Long> all = new TreeMap<>(counters.positive());
    all.remove(ExportCounter.FLOWS.label());
    all.putAll(decoder.counters());
    return all;
  }

  @Override
  public byte[] snapshot() {
    StateWriter state = new StateWriter();
    state.int32(MAGIC);
    state.int32(VERSION);
    state.bytes(decoder.snapshot());
    counters.save(state);
    judge.save(state);
    return state.toByteArray();
  }

  @Override
  public void restore(byte[] snapshot) {
    StateReader state = new StateReader(snapshot);
    if (state.int32() != MAGIC) {
      decoder.restore(snapshot);
      return;
    }
    int version = state.int32();
    if (version != VERSION) {
      throw new IllegalArgumentException("snapshot: version " + version + " of judged records");
    }
    decoder.restore(state.bytes());
    counters.restore(state);
    judge.restore(state);
    state.end();
  }
}
