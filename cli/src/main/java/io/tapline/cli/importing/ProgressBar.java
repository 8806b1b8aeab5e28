package io.tapline.cli.importing;

import io.tapline.capture.v1.ImportProgress;
import io.tapline.cli.output.Bars;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.Units;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** One line on the standard error stream that is redrawn; nothing unless that is a terminal. */
final class ProgressBar {
  private static final int CELLS = 30;
  private static final String CLEAR = "\r\u001b[K";

  private final @Nullable PrintWriter err;

  private ProgressBar(@Nullable PrintWriter err) {
    this.err = err;
  }

  static ProgressBar on(Output output) {
    return new ProgressBar(output.color() ? output.err() : null);
  }

  void show(ImportProgress progress, long sizeBytes) {
    if (err == null) {
      return;
    }
    long size = Math.max(Math.max(sizeBytes, progress.getSizeBytes()), 1);
    boolean uploading = progress.getReadBytes() == 0;
    long done = uploading ? progress.getReceivedBytes() : progress.getReadBytes();
    err.printf(
        "%s%s %-30s %s of %s, %s",
        CLEAR,
        uploading ? "uploading" : "reading  ",
        Bars.bar(done, size, CELLS),
        Units.bytes(done),
        Units.bytes(size),
        Units.count(progress.getAcknowledgedFrames(), "frames"));
    err.flush();
  }

  void clear() {
    if (err != null) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
