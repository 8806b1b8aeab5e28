package io.tapline.flowlog.ingest;

import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.ConnectionView;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.exporter.SamplingRules;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a file becomes from its frames or lines to rows, without capture, messages and store. */
final class ReadFile {
  private final List<String> rows = new ArrayList<>();
  private final List<SourceLoss> losses = new ArrayList<>();
  private final Map<String, Long> outcomes = new HashMap<>();
  private final ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, this::closed);
  private final FrameConsumer consumer;
  private long frames;

  private ReadFile(SourceEncoding encoding) {
    consumer = FrameConsumers.of(encoding, SamplingRules.NONE, table, this::closed, losses::add);
  }

  /** Reads a capture to its end. */
  static ReadFile capture(Path file, SourceEncoding encoding) throws IOException {
    ReadFile read = new ReadFile(encoding);
    try (CaptureFile capture = CaptureFile.open(file)) {
      CaptureReader reader = capture.reader();
      while (reader.next()) {
        read.frame(reader);
      }
    }
    return read.finish();
  }

  /** Reads a file of lines to its end. */
  static ReadFile lines(Path file, SourceEncoding encoding) throws IOException {
    ReadFile read = new ReadFile(encoding);
    long changed = Files.getLastModifiedTime(file).toMillis() * 1_000_000;
    FrameBlock block = Lines.of(changed, Files.readString(file)).all();
    for (int i = 0; i < block.frames(); i++) {
      read.consume(block, i);
    }
    return read.finish();
  }

  private void frame(CaptureReader reader) {
    byte[] bytes =
        reader
            .bytes()
            .asSlice(reader.offset(), reader.capturedLength())
            .toArray(ValueLayout.JAVA_BYTE);
    FrameBlock block =
        new FrameBlock(
            frames,
            MemorySegment.ofArray(bytes),
            new int[] {0, bytes.length},
            new int[] {reader.originalLength()},
            new long[] {reader.timeNanos()},
            new int[] {reader.linkType()},
            List.of());
    consume(block, 0);
  }

  private void consume(FrameBlock block, int frame) {
    outcomes.merge(Outcomes.label(consumer.consume(block, frame)), 1L, Long::sum);
    frames++;
  }

  private ReadFile finish() {
    consumer.finish(frames);
    table.finish();
    return this;
  }

  /**
   * The rows in the order of their text: {@code client:port > server:port protocol, packets/bytes
   * each way, sampling}.
   */
  List<String> rows() {
    return rows.stream().sorted().toList();
  }

  List<SourceLoss> losses() {
    return losses;
  }

  /** How many frames became what. */
  Map<String, Long> outcomes() {
    return outcomes;
  }

  /** What decoding met. */
  Map<String, Long> counters() {
    return consumer.counters();
  }

  private void closed(ConnectionView row) {
    rows.add(
        "%s > %s %d, %d/%d %d/%d, %d"
            .formatted(
                endpoint(row.clientHigh(), row.clientLow(), row.clientPort()),
                endpoint(row.serverHigh(), row.serverLow(), row.serverPort()),
                row.protocol(),
                row.clientPackets(),
                row.clientBytes(),
                row.serverPackets(),
                row.serverBytes(),
                row.samplingInterval()));
  }

  private static String endpoint(long high, long low, int port) {
    return IpAddresses.format(high, low) + ":" + port;
  }
}
