package io.tapline.wire.flowexport;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flow.LossUnit;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Any bytes as datagrams of one protocol: a length in two bytes, then a datagram behind a header's
 * first bytes, again and again. Half-way the decoder goes on from its snapshot.
 */
public final class FuzzedExports implements FlowSink {
  private static final int LARGEST_SNAPSHOT = 1 << 20;

  /** Small, so that all of them are hit. */
  private static final ExportLimits LIMITS =
      TestLimits.builder()
          .domains(8)
          .portsPerDomain(2)
          .templatesPerDomain(8)
          .fieldsPerTemplate(64)
          .fieldsInAll(512)
          .samplersPerDomain(8)
          .waitingBytesPerDomain(4096)
          .waitingBytesInAll(16_384)
          .waitingSetsInAll(64)
          .build();

  private FlowExportDecoder decoder = new FlowExportDecoder(LIMITS);

  /** Fails when a promise of the decoder does not hold. */
  public static void check(byte[] bytes, byte[] version) {
    new FuzzedExports().run(bytes, version);
  }

  private void run(byte[] bytes, byte[] version) {
    int at = 0;
    for (int i = 0; at + 2 <= bytes.length; i++) {
      int length = (bytes[at] & 0x0F) << 8 | (bytes[at + 1] & 0xFF);
      int end = Math.min(bytes.length, at + 2 + length);
      datagram(Arrays.copyOfRange(bytes, at + 2, end), version, i);
      at = end;
      if (i == 4) {
        restart();
      }
    }
    restart();
    decoder.finish(this);
  }

  private void datagram(byte[] bytes, byte[] version, int number) {
    System.arraycopy(version, 0, bytes, 0, Math.min(version.length, bytes.length));
    long time = 1_700_000_000_000_000_000L + number * 100_000_000L;
    MemorySegment segment = MemorySegment.ofArray(bytes);
    FlowUnit unit =
        new FlowUnit().from(0, 0xFFFF_0A00_0001L, number & 1, segment, 0, bytes.length, time);
    if (decoder.decode(unit, this) == null) {
      throw new AssertionError("no outcome");
    }
  }

  private void restart() {
    byte[] snapshot = decoder.snapshot();
    FlowExportDecoder next = new FlowExportDecoder(LIMITS);
    next.restore(snapshot);
    if (snapshot.length > LARGEST_SNAPSHOT || !Arrays.equals(snapshot, next.snapshot())) {
      throw new AssertionError("a snapshot of " + snapshot.length + " bytes is not what it was");
    }
    decoder = next;
  }

  @Override
  public void flow(FlowRecord record) {
    boolean timed = record.startNanos >= 0 && record.endNanos >= record.startNanos;
    boolean counted =
        (record.packets | record.bytes | record.reversePackets | record.reverseBytes) >= 0;
    boolean told =
        timed && counted && (record.samplingInterval >= 1 || record.samplingInterval == -1);
    if (!told || record.protocol >>> 8 != 0 || record.sourcePort >>> 16 != 0) {
      throw new AssertionError("a flow that cannot be: " + Flow.of(record));
    }
  }

  @Override
  public void lost(FlowLoss loss) {
    boolean unknown = loss.unit() == LossUnit.UNKNOWN;
    if (loss.count() < 0 || unknown != (loss.count() == 0) || loss.description().isEmpty()) {
      throw new AssertionError("a loss that cannot be: " + loss);
    }
  }
}
