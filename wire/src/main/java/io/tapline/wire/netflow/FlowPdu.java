package io.tapline.wire.netflow;

import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsRecord;
import io.tapline.wire.flowtools.RecordBuilder;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * A datagram of NetFlow 1, 5, 6, 7 or 8 as a value: what its header says, and its records. Made
 * after the class of the same name in pyflowtools. Immutable.
 *
 * <p>Equal are datagrams with the same payload, whoever sent them. The order is partial: datagrams
 * of different exporters, versions or engines are neither before nor after each other. So there is
 * no {@link Comparable}.
 */
public final class FlowPdu implements Iterable<FlowToolsRecord> {
  private final long exporter;
  private final byte[] payload;
  private final PduHeader header;
  private final List<FlowToolsRecord> records;

  /**
   * Reads a datagram.
   *
   * @param exporter IPv4 address of its sender, unsigned 32 bits
   * @param payload of the UDP datagram
   * @throws PduException if it is none, or not as long as it says
   */
  public FlowPdu(long exporter, byte[] payload) throws PduException {
    this.exporter = exporter;
    this.payload = payload.clone();
    this.header = new PduHeader();
    PduFault fault = header.wrap(MemorySegment.ofArray(this.payload), 0, payload.length);
    if (fault != null) {
      throw PduFaultText.exception(fault, header, payload.length);
    }
    this.records = Collections.unmodifiableList(records());
  }

  private List<FlowToolsRecord> records() {
    List<FlowToolsRecord> found = new ArrayList<>();
    for (int i = 0; i < header.count(); i++) {
      found.add(record((int) header.recordOffset(i)));
    }
    return found;
  }

  private FlowToolsRecord record(int at) {
    RecordBuilder builder = new RecordBuilder(header.format().recordVersion());
    builder.copy(header.format().layout(), payload, at, ByteOrder.BIG_ENDIAN);
    builder.set(FlowField.UNIX_SECS, unixSecs()).set(FlowField.UNIX_NSECS, unixNsecs());
    builder.set(FlowField.SYS_UPTIME, sysUpTime()).set(FlowField.EXADDR, exporter);
    if (header.hasSequence()) {
      builder.set(FlowField.ENGINE_TYPE, engineType()).set(FlowField.ENGINE_ID, engineId());
    }
    return builder.build();
  }

  /** IPv4 address of its sender, unsigned 32 bits. */
  public long exporter() {
    return exporter;
  }

  /** The bytes that it was read from. */
  public byte[] payload() {
    return payload.clone();
  }

  public PduFormat format() {
    return header.format();
  }

  /** 1, 5, 6, 7 or 8. */
  public int version() {
    return header.version();
  }

  /** Number of its first flow, modulo 2^32; 0 for version 1, which has none. */
  public long sequence() {
    return header.sequence();
  }

  /** Records that it has. */
  public int count() {
    return header.count();
  }

  /** The router's uptime at export, milliseconds modulo 2^32. */
  public long sysUpTime() {
    return header.sysUpTime();
  }

  public long unixSecs() {
    return header.unixSecs();
  }

  public long unixNsecs() {
    return header.unixNsecs();
  }

  /** 0 for version 1, which has none. */
  public int engineType() {
    return header.engineType();
  }

  /** 0 for version 1, which has none. */
  public int engineId() {
    return header.engineId();
  }

  @Override
  public Iterator<FlowToolsRecord> iterator() {
    return records.iterator();
  }

  /**
   * Whether it is the one that the same engine of the same exporter sent after the other: it begins
   * with the number that follows the other's last, and was not sent earlier. Never for version 1.
   */
  public boolean isNextOf(FlowPdu other) {
    return PduOrder.isNext(other, this);
  }

  /** Whether it comes before the other in the sequence of their engine. */
  public boolean isBefore(FlowPdu other) {
    return PduOrder.isBefore(this, other);
  }

  /** Whether it comes after the other in the sequence of their engine. */
  public boolean isAfter(FlowPdu other) {
    return PduOrder.isBefore(other, this);
  }

  /** Whether it equals the other, comes before it, or has the same number and time. */
  public boolean isAtMost(FlowPdu other) {
    return equals(other) || isBefore(other) || PduOrder.isSameInstant(this, other);
  }

  /** Whether it equals the other, comes after it, or has the same number and time. */
  public boolean isAtLeast(FlowPdu other) {
    return other.isAtMost(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlowPdu pdu && Arrays.equals(payload, pdu.payload);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return "NetFlow %d, sequence %d, %d records".formatted(version(), sequence(), count());
  }
}
