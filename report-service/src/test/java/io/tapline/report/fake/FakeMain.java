package io.tapline.report.fake;

import java.io.IOException;
import java.time.Instant;

/**
 * Keeps the sample log on a port for looking at the console: prints the port, ends with its input.
 */
public final class FakeMain {
  private FakeMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (FakeServices services = SampleLog.start(Instant.parse("2026-03-02T10:00:00Z"))) {
      System.out.println(services.port());
      Thread.currentThread().join();
    }
  }
}
