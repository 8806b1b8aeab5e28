package io.tapline.bench;

import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsDecoder;
import io.tapline.wire.flowtools.FlowToolsFrames;
import io.tapline.wire.flowtools.FlowToolsWriter;
import io.tapline.wire.flowtools.HeaderBuilder;
import io.tapline.wire.flowtools.RecordBuilder;
import io.tapline.wire.flowtools.RecordVersion;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Records a second out of a file of version 5; with level 6 most of the time is zlib's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FlowToolsBenchmark {
  private static final int RECORDS = 500_000;

  /** Level of zlib. */
  @Param({"0", "6"})
  public int level;

  private final ByteSum sum = new ByteSum();
  private Path file = Path.of("");

  @Setup(Level.Trial)
  public void write() throws IOException {
    file = Files.createTempFile("flows", ".ft");
    Random random = new Random(1);
    HeaderBuilder header = new HeaderBuilder(RecordVersion.V5, ByteOrder.LITTLE_ENDIAN);
    try (FlowToolsWriter writer = FlowToolsWriter.create(file, header, level)) {
      for (int i = 0; i < RECORDS; i++) {
        writer.write(record(random, i).build());
      }
      writer.finish();
    }
  }

  private static RecordBuilder record(Random random, int number) {
    return new RecordBuilder(RecordVersion.V5)
        .set(FlowField.UNIX_SECS, 1_718_100_000L + number / 1000)
        .set(FlowField.SYS_UPTIME, 100_000_000L + number)
        .set(FlowField.FIRST, 99_990_000L + number)
        .set(FlowField.LAST, 99_995_000L + number)
        .set(FlowField.SRCADDR, 0x0A00_0000L + random.nextInt(1 << 12))
        .set(FlowField.DSTADDR, 0xC000_0200L + random.nextInt(1 << 8))
        .set(FlowField.SRCPORT, 1024 + random.nextInt(60_000))
        .set(FlowField.DSTPORT, 443)
        .set(FlowField.PROT, 6)
        .set(FlowField.DPKTS, 1 + random.nextInt(100))
        .set(FlowField.DOCTETS, 40 + random.nextInt(100_000));
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** Opens the file, cuts it into frames and decodes them. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long decode() throws IOException {
    try (FlowToolsFrames frames = FlowToolsFrames.open(file)) {
      FlowToolsDecoder decoder = new FlowToolsDecoder();
      FlowUnit unit = new FlowUnit();
      byte[] header = frames.header().bytes();
      decoder.decode(unit.of(MemorySegment.ofArray(header), 0, header.length, 0), sum);
      while (frames.next()) {
        decoder.decode(unit.of(frames.bytes(), frames.offset(), frames.recordSize(), 0), sum);
      }
      return sum.total();
    }
  }
}
