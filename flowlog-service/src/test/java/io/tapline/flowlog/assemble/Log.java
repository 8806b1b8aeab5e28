package io.tapline.flowlog.assemble;

import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.wire.flow.FlowRecord;
import java.util.ArrayList;
import java.util.List;

/** A table and the rows it has closed, fed frame by frame. */
final class Log {
  static final long SECOND = 1_000_000_000L;

  static final End CLIENT = new End(1, 40_000);
  static final End SERVER = new End(2, 443);

  final List<Row> rows = new ArrayList<>();
  final TableConfig config;
  ConnectionTable table;
  final Saved saved = new Saved();

  /** Time of the latest frame. */
  double seconds;

  private long position;

  Log() {
    this(TableConfig.DEFAULT);
  }

  Log(TableConfig config) {
    this.config = config;
    this.table = new ConnectionTable(config, this::keep);
  }

  void at(double seconds, byte[] frame) {
    this.seconds = Math.max(this.seconds, seconds);
    table.track(Frames.view(frame), position++, (long) (seconds * SECOND), frame.length);
  }

  void export(double clockSeconds, FlowRecord record) {
    table.trackFlow(record, position++, (long) (clockSeconds * SECOND));
  }

  void client(double seconds, int flags, int payloadLength) {
    at(seconds, Frames.tcp(CLIENT, SERVER, flags, payloadLength));
  }

  void server(double seconds, int flags, int payloadLength) {
    at(seconds, Frames.tcp(SERVER, CLIENT, flags, payloadLength));
  }

  /** From the client, with its sequence number and the one that it acknowledges. */
  void client(double seconds, int flags, int payloadLength, int sequence, int acknowledged) {
    byte[] payload = new byte[payloadLength];
    at(seconds, Frames.tcp(CLIENT, SERVER, flags, sequence, acknowledged, payload));
  }

  /** The same from the server. */
  void server(double seconds, int flags, int payloadLength, int sequence, int acknowledged) {
    byte[] payload = new byte[payloadLength];
    at(seconds, Frames.tcp(SERVER, CLIENT, flags, sequence, acknowledged, payload));
  }

  void handshake(double seconds) {
    client(seconds, Frames.SYN, 0);
    server(seconds + 0.01, Frames.SYN | Frames.ACK, 0);
    client(seconds + 0.03, Frames.ACK, 0);
  }

  /** As after a crash: a new table continues from the snapshot. */
  void restart() {
    saved.save(table);
    table = new ConnectionTable(config, this::keep);
    saved.restore(table);
  }

  List<Row> open() {
    List<Row> open = new ArrayList<>();
    table.forEachOpen(view -> open.add(Row.of(view)));
    return open;
  }

  List<Row> finish() {
    table.finish();
    return rows;
  }

  private void keep(ConnectionView view) {
    rows.add(Row.of(view));
  }
}
