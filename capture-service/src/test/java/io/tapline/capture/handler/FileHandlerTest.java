package io.tapline.capture.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.CaptureCounters;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHandlerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int FRAME_BYTES = 100;
  private static final int HEADER_BYTES = 24;
  private static final int RECORD_BYTES = 16 + FRAME_BYTES;

  @TempDir Path directory;
  private final CaptureCounters counters = new CaptureCounters();

  @Test
  void a_new_file_begins_when_its_packet_time_is_over() throws IOException {
    FileHandler handler = handler(60 * SECOND, 0, 0);
    frames(handler, 0, 59, 60, 119, 120);
    handler.close();
    assertThat(framesOfFiles(handler)).containsExactly(2, 2, 1);
    assertThat(handler.record().files()).containsExactly("00-h.pcap", "00-h-2.pcap", "00-h-3.pcap");
  }

  @Test
  void a_file_whose_time_is_over_ends_although_no_frame_comes() {
    FileHandler handler = handler(60 * SECOND, 0, 0);
    frames(handler, 1);
    handler.tick(60 * SECOND);
    assertThat(handler.totals().currentFile()).isEqualTo("00-h.pcap");
    handler.tick(61 * SECOND);
    assertThat(handler.totals().currentFile()).isEmpty();
  }

  @Test
  void a_new_file_begins_before_its_size_would_be_exceeded() throws IOException {
    int limit = HEADER_BYTES + 3 * RECORD_BYTES;
    FileHandler handler = handler(0, limit, 0);
    frames(handler, 1, 2, 3, 4, 5, 6, 7);
    handler.close();
    assertThat(framesOfFiles(handler)).containsExactly(3, 3, 1);
    for (String file : handler.record().files()) {
      assertThat(Files.size(directory.resolve(file))).isLessThanOrEqualTo(limit);
    }
  }

  @Test
  void a_frame_larger_than_the_size_has_a_file_of_its_own() throws IOException {
    FileHandler handler = handler(0, 50, 0);
    frames(handler, 1, 2);
    handler.close();
    assertThat(framesOfFiles(handler)).containsExactly(1, 1);
  }

  @Test
  void the_oldest_files_go_first() throws IOException {
    FileHandler handler = handler(0, HEADER_BYTES + RECORD_BYTES, 2);
    frames(handler, 1, 2, 3, 4);
    handler.close();
    assertThat(framesOfFiles(handler)).containsExactly(1, 1);
    assertThat(handler.totals().filesWritten()).isEqualTo(4);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void a_write_that_fails_in_a_file_is_counted_and_the_next_file_is_whole() throws IOException {
    Disk disk = new Disk();
    FileHandler handler = handler(new HandlerSpec("h", "s", "{name}.pcap", 0, 0, 0), disk);
    frames(handler, 10, 11);
    handler.tick(11 * SECOND);
    disk.full = true;
    frames(handler, 12, 13, 14);
    handler.tick(14 * SECOND);
    assertThat(handler.totals().failedFrames()).isEqualTo(3);
    assertThat(handler.totals().failure()).contains("No space left");
    frames(handler, 14);
    disk.full = false;
    frames(handler, 16);
    handler.close();
    assertThat(handler.totals().frames()).isEqualTo(3);
    assertThat(handler.totals().bytes()).isEqualTo(3 * FRAME_BYTES);
    assertThat(handler.totals().failedFrames()).isEqualTo(4);
    assertThat(counters.failedHandlerFrames()).isEqualTo(4);
    assertThat(framesOfFiles(handler)).containsExactly(2, 1);
  }

  @Test
  void a_directory_that_cannot_be_written_is_a_failure_of_the_handler_alone() throws IOException {
    Files.writeString(directory.resolve("h"), "a file where a directory is wanted");
    FileHandler handler =
        handler(new HandlerSpec("h", "s", "{name}/x.pcap", 0, 0, 0), FileHandler.Opener.NEW_FILE);
    frames(handler, 1, 2);
    assertThat(handler.totals().failedFrames()).isEqualTo(2);
    assertThat(handler.totals().failure()).startsWith("A file cannot be written");
  }

  private FileHandler handler(long rotateNanos, long rotateBytes, int keep) {
    return handler(
        new HandlerSpec("h", "s", "%H-{name}.pcap", rotateNanos, rotateBytes, keep),
        FileHandler.Opener.NEW_FILE);
  }

  private FileHandler handler(HandlerSpec spec, FileHandler.Opener opener) {
    return new FileHandler(
        new HandlerRecord(spec, List.of()), directory, counters, opener, () -> {});
  }

  private static void frames(FileHandler handler, long... seconds) {
    for (long second : seconds) {
      handler.frame(new byte[FRAME_BYTES], FRAME_BYTES, FRAME_BYTES, second * SECOND, 1);
    }
  }

  private List<Integer> framesOfFiles(FileHandler handler) throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (String file : handler.record().files()) {
      try (CaptureFile capture = CaptureFile.open(directory.resolve(file))) {
        CaptureReader reader = capture.reader();
        int count = 0;
        while (reader.next()) {
          count++;
        }
        counts.add(count);
      }
    }
    return counts;
  }

  /** Files on a disk that may be full. */
  private static final class Disk implements FileHandler.Opener {
    boolean full;

    @Override
    public WritableByteChannel open(Path file) throws IOException {
      WritableByteChannel real = NEW_FILE.open(file);
      return new WritableByteChannel() {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
          if (full) {
            throw new IOException("No space left on device");
          }
          return real.write(bytes);
        }

        @Override
        public boolean isOpen() {
          return real.isOpen();
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }
  }
}
