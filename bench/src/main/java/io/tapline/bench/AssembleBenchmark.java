package io.tapline.bench;

import io.tapline.wire.capture.CaptureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decode and assemble over the whole capture named by {@code -Dtapline.bench.capture}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class AssembleBenchmark {
  private @Nullable Path capture;

  @Setup
  public void find() {
    String path = System.getProperty("tapline.bench.capture");
    if (path == null) {
      throw new IllegalStateException("name a capture file with -Dtapline.bench.capture=FILE");
    }
    capture = Path.of(path);
  }

  /** Milliseconds for the whole file; compare with its number of frames. */
  @Benchmark
  public long decodeAndAssemble() throws IOException {
    if (capture == null) {
      throw new IllegalStateException("not set up");
    }
    try (CaptureFile file = CaptureFile.open(capture)) {
      return new Assembly(file).run();
    }
  }
}
