package io.tapline.capture.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFileWriterTest {
  private static final int FRAME_BYTES = 1000;
  private static final int ETHERNET = 1;

  @TempDir Path directory;

  @Test
  void a_file_that_is_given_up_ends_with_its_last_visible_frame() throws Exception {
    SpoolFile file = new SpoolFile(directory, 7);
    SpoolFileWriter writer =
        new SpoolFileWriter(file, ByteBuffer.allocateDirect(PcapngWriter.BUFFER_BYTES));
    append(writer, 3);
    assertThat(writer.flush()).isTrue();
    long visible = Files.size(file.path());
    append(writer, 2 * PcapngWriter.BUFFER_BYTES / FRAME_BYTES);
    assertThat(Files.size(file.path())).as("the buffer overflowed").isGreaterThan(visible);
    writer.abandon();
    assertThat(Files.size(file.path())).isEqualTo(visible);
    SpoolFile found = new SpoolFile(directory, 7);
    assertThat(found.recover()).isPositive();
    assertThat(found.end()).isEqualTo(10);
  }

  private static void append(SpoolFileWriter writer, int frames) throws IOException {
    MemorySegment frame = MemorySegment.ofArray(new byte[FRAME_BYTES]);
    for (int i = 0; i < frames; i++) {
      writer.append(frame, 0, FRAME_BYTES, FRAME_BYTES, 1_000_000_000L, ETHERNET, 0);
    }
  }
}
