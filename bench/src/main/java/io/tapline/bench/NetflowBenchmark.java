package io.tapline.bench;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.netflow.PduDecoder;
import io.tapline.wire.netflow.PduFault;
import io.tapline.wire.netflow.PduHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Records a second out of full datagrams of NetFlow 5. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NetflowBenchmark {
  private static final int DATAGRAMS = 1000;
  private static final int RECORDS = 30;
  private static final int HEADER_BYTES = 24;
  private static final int RECORD_BYTES = 48;
  private static final int DATAGRAM_BYTES = HEADER_BYTES + RECORDS * RECORD_BYTES;

  private final MemorySegment datagrams = datagrams();
  private final PduHeader header = new PduHeader();
  private final PduDecoder decoder = new PduDecoder();
  private final FlowRecord flow = new FlowRecord();
  private final FlowUnit unit = new FlowUnit();
  private final ByteSum sum = new ByteSum();

  private static MemorySegment datagrams() {
    ByteBuffer bytes = ByteBuffer.allocate(DATAGRAMS * DATAGRAM_BYTES);
    for (int i = 0; i < DATAGRAMS; i++) {
      bytes.position(i * DATAGRAM_BYTES);
      bytes.putShort((short) 5).putShort((short) RECORDS).putInt(100_000_000);
      bytes.putInt(1_718_100_000).putInt(i).putInt(i * RECORDS).putInt(0);
      while (bytes.position() < (i + 1) * DATAGRAM_BYTES) {
        bytes.putInt(bytes.position() * 0x9E37_79B1);
      }
    }
    MemorySegment copy = Arena.ofAuto().allocate(bytes.capacity());
    MemorySegment.copy(bytes.array(), 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.capacity());
    return copy;
  }

  /** Header, records, and a sink that looks at each. */
  @Benchmark
  @OperationsPerInvocation(DATAGRAMS * RECORDS)
  public long decodeV5() {
    for (int i = 0; i < DATAGRAMS; i++) {
      long at = (long) i * DATAGRAM_BYTES;
      PduFault fault = header.wrap(datagrams, at, DATAGRAM_BYTES);
      if (fault == null) {
        unit.of(datagrams, at, DATAGRAM_BYTES, 0);
        sum.add(decoder.decode(unit, header, flow, sum));
      }
    }
    return sum.total();
  }
}
