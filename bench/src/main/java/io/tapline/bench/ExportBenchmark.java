package io.tapline.bench;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flowexport.FlowExportDecoder;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decodes datagrams of about 1,400 bytes as exporters send them; the figure is records (sFlow:
 * samples) a second on one core. Sequence numbers go on, so nothing is a duplicate or a gap.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExportBenchmark implements FlowSink {
  /** Records of all datagrams of one invocation. */
  static final int RECORDS = ExportDatagrams.RECORDS;

  @Param({"v5", "v9", "ipfix", "sflow"})
  public String protocol = "v9";

  private final FlowUnit unit = new FlowUnit();
  private FlowExportDecoder decoder = new FlowExportDecoder(ExportLimits.DEFAULTS);
  private ExportDatagrams datagrams = new ExportDatagrams("v9");
  private long sum;
  private long flows;

  @Setup
  public void prepare() {
    decoder = new FlowExportDecoder(ExportLimits.DEFAULTS);
    datagrams = new ExportDatagrams(protocol);
    decode(datagrams.first());
    flows = 0;
  }

  /** One datagram with {@link #RECORDS} records. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long decode() {
    decode(datagrams.next());
    return sum;
  }

  private void decode(MemorySegment datagram) {
    int length = (int) datagram.byteSize();
    decoder.decode(unit.from(0, 0xFFFF_0A00_0001L, 2055, datagram, 0, length, 0), this);
  }

  @Override
  public void flow(FlowRecord record) {
    flows++;
    sum += record.bytes + record.sourcePort + record.startNanos;
  }

  @Override
  public void lost(FlowLoss loss) {
    throw new IllegalStateException("nothing is missing, but " + loss + " after " + flows);
  }
}
