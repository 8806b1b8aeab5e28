package io.tapline.wire.ipfix;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.flow.FlowUnit;

/** What the header of a message tells about all of its records. Reused. */
final class ExportContext {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  Dialect dialect = Dialect.IPFIX;
  long exporterHigh;
  long exporterLow;
  int exporterPort;
  long domain;
  long receivedNanos;
  long exportSeconds;

  /** Milliseconds since the exporter began, unsigned 32 bits; 0 with IPFIX, which does not tell. */
  long uptimeMillis;

  /** Takes what the datagram and the header tell. */
  void of(FlowUnit unit, MessageHeader header) {
    dialect = header.dialect;
    exporterHigh = unit.exporterHigh;
    exporterLow = unit.exporterLow;
    exporterPort = unit.exporterPort;
    receivedNanos = unit.timeNanos;
    domain = header.domain;
    exportSeconds = header.exportSeconds;
    uptimeMillis = header.uptimeMillis;
  }

  String exporterName() {
    return IpAddresses.format(exporterHigh, exporterLow);
  }

  long exportNanos() {
    return exportSeconds * NANOS_PER_SECOND;
  }

  void copy(ExportContext other) {
    dialect = other.dialect;
    exporterHigh = other.exporterHigh;
    exporterLow = other.exporterLow;
    exporterPort = other.exporterPort;
    domain = other.domain;
    receivedNanos = other.receivedNanos;
    exportSeconds = other.exportSeconds;
    uptimeMillis = other.uptimeMillis;
  }

  void save(StateWriter state) {
    state.bool(dialect == Dialect.IPFIX);
    state.int64(exporterHigh);
    state.int64(exporterLow);
    state.int32(exporterPort);
    state.int64(domain);
    state.int64(receivedNanos);
    state.int64(exportSeconds);
    state.int64(uptimeMillis);
  }

  void restore(StateReader state) {
    dialect = Dialect.restored(state);
    exporterHigh = state.int64();
    exporterLow = state.int64();
    exporterPort = state.int32();
    domain = state.int64();
    receivedNanos = state.int64();
    exportSeconds = state.int64();
    uptimeMillis = state.int64();
  }
}
