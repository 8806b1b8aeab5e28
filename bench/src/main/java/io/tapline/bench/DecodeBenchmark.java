package io.tapline.bench;

import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
 * Decodes the first million frames of the capture named by {@code -Dtapline.bench.capture}; nothing
 * is done with them. They were copied one after the other before, so this is decoding alone.
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
  private @Nullable Arena arena;
  private @Nullable MemorySegment bytes;

  @Setup
  public void open() throws IOException {
    String path = System.getProperty("tapline.bench.capture");
    if (path == null) {
      throw new IllegalStateException("name a capture file with -Dtapline.bench.capture=FILE");
    }
    arena = Arena.ofConfined();
    bytes = arena.allocate(measure(Path.of(path)));
    try (CaptureFile file = CaptureFile.open(Path.of(path))) {
      CaptureReader reader = file.reader();
      for (int i = 0; i < FRAMES && reader.next(); i++) {
        MemorySegment.copy(reader.bytes(), reader.offset(), bytes, offsets[i], captured[i]);
      }
    }
  }

  /** Lays out the frames, and says how many bytes they take. */
  private long measure(Path path) throws IOException {
    long total = 0;
    try (CaptureFile file = CaptureFile.open(path)) {
      CaptureReader reader = file.reader();
      for (int i = 0; i < FRAMES; i++) {
        if (!reader.next()) {
          throw new IllegalStateException("the capture has fewer than " + FRAMES + " frames");
        }
        total += lay(i, total, reader);
      }
    }
    return total;
  }

  private int lay(int i, long offset, CaptureReader reader) {
    offsets[i] = offset;
    captured[i] = reader.capturedLength();
    original[i] = reader.originalLength();
    linkTypes[i] = reader.linkType();
    return captured[i];
  }

  @TearDown
  public void close() {
    if (arena != null) {
      arena.close();
    }
  }

  /** Frames a second. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long decode() {
    if (bytes == null) {
      throw new IllegalStateException("not set up");
    }
    long sum = 0;
    for (int i = 0; i < FRAMES; i++) {
      FrameOutcome outcome = view.wrap(bytes, offsets[i], captured[i], original[i], linkTypes[i]);
      sum += outcome == FrameOutcome.CONNECTION ? view.sourcePort() + view.payloadLength() : 1;
    }
    return sum;
  }
}
