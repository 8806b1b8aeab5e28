package io.tapline.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int FRAMES = 1_000_000;

  private final FrameView view = new FrameView();
  private long checksum;

  @Test
  void a_million_frames_allocate_less_than_a_thousand_bytes() {
    byte[] frame =
        SampleFrames.bytes(
            SampleFrames.ethernet(0x0800, SampleFrames.ipv4(6, SampleFrames.TCP + "cafebabe")));
    MemorySegment bytes = MemorySegment.ofArray(frame);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      least = Math.min(least, allocatedBytes(bytes));
    }
    assertThat(least).isLessThan(1_000);
    assertThat(checksum).isNotZero();
  }

  private long allocatedBytes(MemorySegment bytes) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    decode(bytes);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private void decode(MemorySegment bytes) {
    int length = (int) bytes.byteSize();
    for (int i = 0; i < FRAMES; i++) {
      FrameOutcome outcome = view.wrap(bytes, 0, length, length, LinkTypes.ETHERNET);
      checksum += outcome == FrameOutcome.CONNECTION ? view.sourcePort() : 0;
    }
  }
}
