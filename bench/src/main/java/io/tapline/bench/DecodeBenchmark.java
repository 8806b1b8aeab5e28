package io.tapline.bench;

import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decodes the first million frames of the mapped capture named by {@code -Dtapline.bench.capture};
 * nothing is done with them. Where the frames lie was found out before, so this is decoding alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBenchmark {
  private static final int FRAMES = 1_000_000;

  private final FrameView view = new FrameView();
  private final long[] offsets = new long[FRAMES];
  private final int[] captured = new int[FRAMES];
  private final int[] original = new int[FRAMES];
  private final int[] linkTypes = new int[FRAMES];
  private @Nullable CaptureFile file;
  private @Nullable CaptureReader reader;

  @Setup
  public void open() throws IOException {
    String path = System.getProperty("tapline.bench.capture");
    if (path == null) {
      throw new IllegalStateException("name a capture file with -Dtapline.bench.capture=FILE");
    }
    file = CaptureFile.open(Path.of(path));
    reader = file.reader();
    for (int i = 0; i < FRAMES; i++) {
      if (!reader.next()) {
        throw new IllegalStateException("the capture has fewer than " + FRAMES + " frames");
      }
      offsets[i] = reader.offset();
      captured[i] = reader.capturedLength();
      original[i] = reader.originalLength();
      linkTypes[i] = reader.linkType();
    }
  }

  @TearDown
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** Frames a second. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long decode() {
    if (reader == null) {
      throw new IllegalStateException("not set up");
    }
    long sum = 0;
    for (int i = 0; i < FRAMES; i++) {
      FrameOutcome outcome =
          view.wrap(reader.bytes(), offsets[i], captured[i], original[i], linkTypes[i]);
      sum += outcome == FrameOutcome.CONNECTION ? view.sourcePort() + view.payloadLength() : 1;
    }
    return sum;
  }
}
