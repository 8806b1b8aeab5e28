package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;

class WriterTest {
  private static final MemorySegment LARGEST =
      MemorySegment.ofArray(new byte[CaptureReader.MAXIMUM_CAPTURED_BYTES + 1]);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void the_largest_frames_are_written_and_read() throws IOException {
    int length = CaptureReader.MAXIMUM_CAPTURED_BYTES;
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(out))) {
      int number = writer.addInterface(1, 0);
      for (int i = 0; i < 10; i++) {
        writer.write(number, LARGEST, 0, length, length, i, 0);
      }
    }
    assertThat(Frames.read(out.toByteArray()).frames()).hasSize(10);
  }

  @Test
  void a_frame_over_the_limit_is_refused_and_nothing_is_written() throws IOException {
    int length = CaptureReader.MAXIMUM_CAPTURED_BYTES + 1;
    try (PcapWriter writer =
        new PcapWriter(Channels.newChannel(out), 1, length, PcapWriter.Precision.NANOSECONDS)) {
      assertThatThrownBy(() -> writer.write(LARGEST, 0, length, length, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0 to 262144");
      assertThat(writer.size()).isEqualTo(24);
    }
  }

  @Test
  void an_interface_that_is_not_described_is_refused() throws IOException {
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(out))) {
      assertThatThrownBy(() -> writer.write(0, LARGEST, 0, 1, 1, 0, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Interface 0");
    }
  }
}
