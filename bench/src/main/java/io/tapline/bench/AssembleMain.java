package io.tapline.bench;

import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.frame.FrameOutcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/**
 * {@code AssembleMain FILE [PASSES]} prints frames, connections, seconds, frames a second and CPU
 * seconds of each pass; for side-by-side runs with other programs.
 */
public final class AssembleMain {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private AssembleMain() {}

  public static void main(String[] arguments) throws IOException {
    int passes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    for (int pass = 0; pass < passes; pass++) {
      try (CaptureFile file = CaptureFile.open(Path.of(arguments[0]))) {
        measure(new Assembly(file));
      }
    }
  }

  private static void measure(Assembly assembly) {
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    long before = System.nanoTime();
    long frames = assembly.run();
    double seconds = (System.nanoTime() - before) / 1e9;
    double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpuBefore) / 1e9;
    System.out.printf(
        "frames %d connections %d open-at-end %d seconds %.3f frames/s %.0f cpu-seconds %.3f%n",
        frames, assembly.connections(), assembly.open(), seconds, frames / seconds, cpuSeconds);
    for (FrameOutcome outcome : FrameOutcome.values()) {
      if (assembly.outcomes(outcome) > 0) {
        System.out.printf("  %s %d%n", outcome.label(), assembly.outcomes(outcome));
      }
    }
  }
}
