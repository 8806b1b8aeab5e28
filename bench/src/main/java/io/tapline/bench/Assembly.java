package io.tapline.bench;

import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.PacketTracker;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;

/** Decodes a capture file and assembles its connections, as a source's worker does. */
final class Assembly {
  private final CaptureFile file;
  private final long[] outcomes = new long[FrameOutcome.values().length];
  private long frames;
  private long connections;
  private int open;

  Assembly(CaptureFile file) {
    this.file = file;
  }

  /** One pass over the whole file; returns its frames. */
  long run() {
    FrameView view = new FrameView();
    ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, connection -> connections++);
    PacketTracker tracker = new PacketTracker(table);
    CaptureReader reader = file.reader();
    while (reader.next()) {
      count(
          tracker.track(
              view,
              decode(view, reader),
              reader.position(),
              reader.timeNanos(),
              reader.originalLength()));
    }
    open = table.openCount();
    table.finish();
    return frames;
  }

  long frames() {
    return frames;
  }

  long connections() {
    return connections;
  }

  /** Connections that were open when the file ended. */
  int open() {
    return open;
  }

  long outcomes(FrameOutcome outcome) {
    return outcomes[index(outcome)];
  }

  private void count(FrameOutcome outcome) {
    frames++;
    outcomes[index(outcome)]++;
  }

  @SuppressWarnings("EnumOrdinal") // a counter per outcome, in memory only
  private static int index(FrameOutcome outcome) {
    return outcome.ordinal();
  }

  private static FrameOutcome decode(FrameView view, CaptureReader reader) {
    return view.wrap(
        reader.bytes(),
        reader.offset(),
        reader.capturedLength(),
        reader.originalLength(),
        reader.linkType());
  }
}
