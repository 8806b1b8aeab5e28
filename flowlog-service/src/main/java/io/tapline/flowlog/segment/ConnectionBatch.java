package io.tapline.flowlog.segment;

import io.tapline.flowlog.assemble.ConnectionView;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Connections waiting to become a segment: one Arrow vector a column, outside the heap, reused
 * after {@link #clear}. The columns, in this order, are the file format of segments:
 *
 * <pre>
 *   start_time, start_nanos               timestamp in UTC to the microsecond, and 0 to 999 nanoseconds on top
 *   end_time, end_nanos                   the same of the end
 *   source_id, first_frame                together the identity
 *   close_reason                          ordinal of CloseReason, 0 = open
 *   protocol, {client,server}_{high,low,port}, client_evidence
 *   {client,server}_{packets,bytes,header_bytes,tcp_flags}
 *   service, service_evidence, hostname   texts in lower case
 *   conn_state, history, rtt_micros (null where not seen), vlan
 * </pre>
 *
 * Rows that flow records reported, or that were in a tunnel, or that an ICMP error quoted, have the
 * columns of {@link SegmentFormat} besides.
 *
 * <p>Addresses are two signed 64-bit halves of 128 bits, big-endian, IPv4 as {@code
 * ::ffff:a.b.c.d}. Header bytes are bytes less payload bytes, which repeat where payload bytes do
 * not; null where there is no payload, which flow records seldom report. Times are split because
 * most captures know no nanoseconds, and many readers of Parquet neither. Together this is a fifth
 * of the size. For one thread.
 */
public final class ConnectionBatch implements AutoCloseable {
  private final BufferAllocator allocator = new RootAllocator();
  private final Columns columns = new Columns(allocator);
  private final TimeStampMicroVector startTime = columns.times("start_time");
  private final UInt2Vector startNanos = columns.shorts("start_nanos");
  private final TimeStampMicroVector endTime = columns.times("end_time");
  private final UInt2Vector endNanos = columns.shorts("end_nanos");
  private final IntVector sourceId = columns.ints("source_id");
  private final BigIntVector firstFrame = columns.longs("first_frame");
  private final TinyIntVector closeReason = columns.ordinals("close_reason");
  private final UInt1Vector protocol = columns.octets("protocol");
  private final BigIntVector clientHigh = columns.longs("client_high");
  private final BigIntVector clientLow = columns.longs("client_low");
  private final UInt2Vector clientPort = columns.shorts("client_port");
  private final BigIntVector serverHigh = columns.longs("server_high");
  private final BigIntVector serverLow = columns.longs("server_low");
  private final UInt2Vector serverPort = columns.shorts("server_port");
  private final TinyIntVector clientEvidence = columns.ordinals("client_evidence");
  private final BigIntVector clientPackets = columns.longs("client_packets");
  private final BigIntVector clientBytes = columns.longs("client_bytes");
  private final BigIntVector clientHeaderBytes = columns.longs("client_header_bytes");
  private final UInt1Vector clientTcpFlags = columns.octets("client_tcp_flags");
  private final BigIntVector serverPackets = columns.longs("server_packets");
  private final BigIntVector serverBytes = columns.longs("server_bytes");
  private final BigIntVector serverHeaderBytes = columns.longs("server_header_bytes");
  private final UInt1Vector serverTcpFlags = columns.octets("server_tcp_flags");
  private final VarCharVector service = columns.texts("service");
  private final TinyIntVector serviceEvidence = columns.ordinals("service_evidence");
  private final VarCharVector hostname = columns.texts("hostname");
  private final TinyIntVector connState = columns.ordinals("conn_state");
  private final VarCharVector history = columns.texts("history");
  private final BigIntVector rttMicros = columns.longs("rtt_micros");
  private final UInt2Vector vlan = columns.shorts("vlan");

  private final FlowVectors flows = new FlowVectors(allocator);
  private final TextBytes text = new TextBytes();
  private final SegmentSums sums = new SegmentSums();
  private final int rowBytes;
  private int size;
  private int capacity;
  private long textBytes;

  public ConnectionBatch() {
    columns.allocate();
    capacity = least();
    rowBytes = Columns.rowBytes(columns.vectors());
  }

  /** Adds what the view shows now; keeps nothing of the view. */
  public void append(int source, ConnectionView view) {
    if (size == capacity) {
      grow();
    }
    int row = size;
    appendTimes(row, view.startNanos(), view.endNanos());
    sourceId.set(row, source);
    firstFrame.set(row, view.firstFrame());
    closeReason.set(row, code(view.closeReason()));
    protocol.set(row, view.protocol());
    vlan.set(row, view.vlan());
    appendClient(row, view);
    appendServer(row, view);
    appendSession(row, view);
    if (FlowVectors.concern(view)) {
      flows.append(row, view);
    }
    sums.add(view);
    size++;
  }

  private void appendTimes(int row, long start, long end) {
    startTime.set(row, Math.floorDiv(start, 1000L));
    startNanos.set(row, Math.floorMod(start, 1000));
    endTime.set(row, Math.floorDiv(end, 1000L));
    endNanos.set(row, Math.floorMod(end, 1000));
  }

  private void appendClient(int row, ConnectionView view) {
    clientHigh.set(row, view.clientHigh());
    clientLow.set(row, view.clientLow());
    clientPort.set(row, view.clientPort());
    clientEvidence.set(row, code(view.clientEvidence()));
    clientPackets.set(row, view.clientPackets());
    clientBytes.set(row, view.clientBytes());
    setHeader(clientHeaderBytes, row, view.clientBytes(), view.clientPayloadBytes());
    clientTcpFlags.set(row, view.clientTcpFlags());
  }

  private void appendServer(int row, ConnectionView view) {
    serverHigh.set(row, view.serverHigh());
    serverLow.set(row, view.serverLow());
    serverPort.set(row, view.serverPort());
    serverPackets.set(row, view.serverPackets());
    serverBytes.set(row, view.serverBytes());
    setHeader(serverHeaderBytes, row, view.serverBytes(), view.serverPayloadBytes());
    serverTcpFlags.set(row, view.serverTcpFlags());
  }

  /** Bytes that are no payload; absent where there is none, which flow records never report. */
  private static void setHeader(BigIntVector vector, int row, long bytes, long payloadBytes) {
    if (payloadBytes == 0) {
      vector.setNull(row);
    } else {
      vector.set(row, bytes - payloadBytes);
    }
  }

  private void appendSession(int row, ConnectionView view) {
    appendText(service, row, text.lowerCase(view.service()));
    serviceEvidence.set(row, code(view.serviceEvidence()));
    appendText(hostname, row, text.lowerCase(view.hostname()));
    connState.set(row, code(view.connState()));
    appendText(history, row, text.asIs(view.history()));
    if (view.rttNanos() < 0) {
      rttMicros.setNull(row);
    } else {
      rttMicros.set(row, view.rttNanos() / 1000);
    }
  }

  @SuppressWarnings("EnumOrdinal") // the ordinals of these enums are the file format
  private static int code(Enum<?> value) {
    return value.ordinal();
  }

  private void appendText(VarCharVector vector, int row, int length) {
    vector.setSafe(row, text.bytes(), 0, length);
    textBytes += length;
  }

  /** Rows appended since the last {@link #clear}. */
  public int size() {
    return size;
  }

  /** Memory that the rows take, in bytes; the vectors may hold more. */
  public long sizeBytes() {
    return (long) size * rowBytes + textBytes + flows.sizeBytes(size);
  }

  /** Forgets the rows and keeps the memory. */
  public void clear() {
    service.setLastSet(-1);
    hostname.setLastSet(-1);
    history.setLastSet(-1);
    flows.clear();
    sums.clear();
    size = 0;
    textBytes = 0;
  }

  @Override
  public void close() {
    columns.close();
    flows.close();
    allocator.close();
  }

  /** The format of a segment of these rows. */
  int formatVersion() {
    return flows.used() ? flows.formatVersion() : SegmentFormat.PACKETS;
  }

  SegmentSums sums() {
    return sums;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /** The rows as they are; the vectors stay the batch's own, so the caller does not close it. */
  VectorSchemaRoot rows() {
    List<FieldVector> all = new ArrayList<>(columns.vectors());
    if (flows.used()) {
      all.addAll(flows.vectors());
    }
    all.forEach(vector -> vector.setValueCount(size));
    return new VectorSchemaRoot(all.stream().map(FieldVector::getField).toList(), all, size);
  }

  private void grow() {
    for (FieldVector vector : columns.vectors()) {
      while (vector.getValueCapacity() < capacity * 2) {
        vector.reAlloc();
      }
    }
    capacity = least();
  }

  private int least() {
    return columns.vectors().stream().mapToInt(FieldVector::getValueCapacity).min().orElseThrow();
  }
}
