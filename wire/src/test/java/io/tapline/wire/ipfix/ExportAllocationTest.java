package io.tapline.wire.ipfix;

import static io.tapline.wire.flowexport.Messages.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.FlowExportDecoder;
import io.tapline.wire.flowexport.Messages;
import io.tapline.wire.flowexport.UsualFlows;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ExportAllocationTest implements FlowSink {
  private static final int DATAGRAMS = 50_000;
  private static final int RECORDS = 20;
  private static final int SEQUENCE = 12;

  private final FlowExportDecoder decoder = new FlowExportDecoder(ExportLimits.DEFAULTS);
  private final FlowUnit unit = new FlowUnit();
  private long flows;
  private int sequence;

  @Test
  void a_million_records_of_version_9_allocate_less_than_a_thousand_bytes() {
    decode(Messages.v9(0, 7, UsualFlows.TEMPLATE));
    Bytes records = new Bytes();
    for (int i = 0; i < RECORDS; i++) {
      records.raw(UsualFlows.usual(i, 1, 100));
    }
    byte[] datagram = Messages.v9(0, 7, set(256, records.get()));
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      least = Math.min(least, allocatedBytes(datagram));
    }
    assertThat(least).isLessThan(1_000);
    assertThat(flows).isEqualTo(5L * DATAGRAMS * RECORDS);
  }

  private long allocatedBytes(byte[] datagram) {
    MemorySegment bytes = MemorySegment.ofArray(datagram);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < DATAGRAMS; i++) {
      number(datagram, ++sequence);
      decode(bytes);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void number(byte[] datagram, int number) {
    for (int i = 0; i < 4; i++) {
      datagram[SEQUENCE + i] = (byte) (number >>> (24 - 8 * i));
    }
  }

  private void decode(byte[] datagram) {
    decode(MemorySegment.ofArray(datagram));
  }

  private void decode(MemorySegment bytes) {
    int length = (int) bytes.byteSize();
    decoder.decode(unit.from(0, 0xFFFF_0A00_0001L, 2055, bytes, 0, length, 0), this);
  }

  @Override
  public void flow(FlowRecord record) {
    flows++;
  }

  @Override
  public void lost(FlowLoss loss) {
    throw new AssertionError("nothing is missing, but " + loss);
  }
}
