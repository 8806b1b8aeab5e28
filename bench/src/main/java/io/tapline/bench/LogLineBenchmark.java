package io.tapline.bench;

import io.tapline.wire.eve.EveDecoder;
import io.tapline.wire.firewall.FirewallLogDecoder;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.nfdump.NfdumpCsvDecoder;
import io.tapline.wire.zeek.ZeekConnDecoder;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
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
 * Lines a second of each format of logs, over lines with addresses, ports and times of their own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogLineBenchmark {
  private static final int LINES = 4096;
  private static final long TIME_NANOS = 1_800_000_000_000_000_000L;

  /** What kind of lines. */
  @Param({"netfilter", "ipchains", "zeek-tsv", "zeek-json", "eve", "nfdump"})
  public String format = "netfilter";

  private final MemorySegment[] lines = new MemorySegment[LINES];
  private final FlowUnit unit = new FlowUnit();
  private final Sum sum = new Sum();
  private FlowDecoder decoder = new ZeekConnDecoder();

  @Setup
  public void fill() {
    LogLines kind = LogLines.of(format);
    decoder =
        switch (format) {
          case "zeek-tsv", "zeek-json" -> new ZeekConnDecoder();
          case "eve" -> new EveDecoder();
          case "nfdump" -> new NfdumpCsvDecoder(ZoneOffset.UTC);
          default -> new FirewallLogDecoder(2026, ZoneOffset.UTC);
        };
    kind.header().forEach(header -> decode(segment(header)));
    for (int i = 0; i < LINES; i++) {
      lines[i] = segment(kind.line(i));
    }
    decode(lines[0]);
    if (sum.flows != 1) {
      throw new IllegalStateException("a line of the benchmark is no flow: " + decoder.counters());
    }
  }

  private static MemorySegment segment(String line) {
    return MemorySegment.ofArray(line.getBytes(StandardCharsets.UTF_8));
  }

  private void decode(MemorySegment line) {
    decoder.decode(unit.of(line, 0, (int) line.byteSize(), TIME_NANOS), sum);
  }

  /** Decodes each line once. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public long decode() {
    for (MemorySegment line : lines) {
      decode(line);
    }
    return sum.bytes;
  }

  private static final class Sum implements FlowSink {
    private long flows;
    private long bytes;

    @Override
    public void flow(FlowRecord flow) {
      flows++;
      bytes += flow.bytes + flow.sourceLow + flow.destinationPort;
    }

    @Override
    public void lost(FlowLoss loss) {
      throw new IllegalStateException(loss.description());
    }
  }
}
