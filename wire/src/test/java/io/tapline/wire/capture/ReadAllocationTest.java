package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tapline.wire.capture.Frames.Frame;
import io.tapline.wire.frame.FrameView;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and decoding a file costs the reader and its windows, and nothing per frame. */
class ReadAllocationTest {
  private static final int FRAMES = 100_000;
  private static final int ROUNDS = 12;

  @TempDir Path directory;
  private final FrameView view = new FrameView();

  @Test
  void a_hundred_thousand_frames_of_pcap_allocate_less_than_two_thousand_bytes()
      throws IOException {
    byte[] file = Frames.pcap(frames(), 1, PcapWriter.Precision.NANOSECONDS);
    assertThat(leastAllocatedBytes(file)).isLessThan(2_000);
  }

  @Test
  void a_hundred_thousand_frames_of_pcapng_allocate_less_than_two_thousand_bytes()
      throws IOException {
    assertThat(leastAllocatedBytes(Frames.pcapng(frames()))).isLessThan(2_000);
  }

  private static List<Frame> frames() {
    return Collections.nCopies(FRAMES, Frame.of(new byte[60], 0, 1_700_000_000_000_000_000L, 1, 1));
  }

  private long leastAllocatedBytes(byte[] bytes) throws IOException {
    Path path = Files.write(directory.resolve("capture"), bytes);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    try (CaptureFile file = CaptureFile.open(path)) {
      for (int round = 0; round < ROUNDS; round++) {
        CaptureReader reader = file.reader();
        long before = threads.getCurrentThreadAllocatedBytes();
        long frames = read(reader);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        assertThat(frames).isEqualTo(FRAMES);
      }
    }
    return least;
  }

  private long read(CaptureReader reader) {
    while (reader.next()) {
      view.wrap(
          reader.bytes(),
          reader.offset(),
          reader.capturedLength(),
          reader.originalLength(),
          reader.linkType());
    }
    return reader.position() + 1;
  }
}
