package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.sun.management.ThreadMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million sections without interfaces and frames are read over, in bounded memory and time. */
class EmptySectionsTest {
  private static final int SECTIONS = 1_000_000;
  private static final int BYTES_PER_SECTION = 300;

  @TempDir Path directory;

  @Test
  void the_frames_behind_a_million_empty_sections_are_read() throws IOException {
    Path path = file();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try (CaptureFile file = CaptureFile.open(path)) {
      CaptureReader reader = file.reader();
      int frames =
          assertTimeout(
              Duration.ofSeconds(20),
              () -> {
                int read = 0;
                while (reader.next()) {
                  read++;
                }
                return read;
              });
      assertThat(frames).isEqualTo(3);
      assertThat(reader.ending())
          .isNotNull()
          .extracting(CaptureEnding::fileOffset)
          .isEqualTo(Files.size(path));
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isLessThan((long) SECTIONS * BYTES_PER_SECTION);
  }

  private Path file() throws IOException {
    byte[] empty = new PcapngSamples(false).section().bytes();
    Path path = directory.resolve("sections.pcapng");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      for (int i = 0; i < SECTIONS; i++) {
        out.write(empty);
      }
      out.write(
          new PcapngSamples(false)
              .section()
              .interfaceBlock(1, 0, 9, 1, 9)
              .enhanced(0, 1_700_000_000_000_000_001L, 60, 1, 2, 3)
              .simple(3, 4, 5, 6)
              .simple(3, 4, 5, 6)
              .bytes());
    }
    return path;
  }
}
