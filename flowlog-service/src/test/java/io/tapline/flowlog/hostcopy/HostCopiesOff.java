package io.tapline.flowlog.hostcopy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;

/** For tests about something else. */
public final class HostCopiesOff {
  private HostCopiesOff() {}

  public static HostCopies in(Path directory) throws IOException {
    return HostCopies.open(
        new HostCopySettings(
            directory.resolve("hosts"),
            0,
            1,
            1,
            HostCopySettings.DEFAULT_WAITING,
            HostCopySettings.DEFAULT_KEEP,
            HostCopySettings.DEFAULT_REST),
        new HostCopyMetrics(new SimpleMeterRegistry()),
        System::nanoTime);
  }
}
