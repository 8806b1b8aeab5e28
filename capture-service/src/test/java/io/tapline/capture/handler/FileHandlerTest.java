package io.tapline.capture.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.transform.TransformSpec;
import io.tapline.capture.transform.TransformTotals;
import io.tapline.capture.transform.Transforms;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.PcapWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHandlerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int FRAME_BYTES = 100;
  private static final int HEADER_BYTES = 24;
  private static final int RECORD_BYTES = 16 + FRAME_BYTES;

  private static final Transforms TRANSFORMS =
      new Transforms(
          (expression, _) -> {
            throw new AssertionError("No filter is used here: " + expression);
          });

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
    assertThat(handler.totals(0).currentFile()).isEqualTo("00-h.pcap");
    handler.tick(61 * SECOND);
    assertThat(handler.totals(0).currentFile()).isEmpty();
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
    assertThat(handler.totals(0).filesWritten()).isEqualTo(4);
    assertThat(handler.totals(0).deletedFiles()).isEqualTo(2);
    try (var files = Files.list(directory)) {
      assertThat(files.filter(file -> file.toString().endsWith(".pcap"))).hasSize(2);
    }
  }

  @Test
  void a_write_that_fails_in_a_file_is_counted_and_the_next_file_is_whole() throws IOException {
    Disk disk = new Disk();
    FileHandler handler = handler(HandlerSpec.frames("h", "s", "{name}.pcap", 0, 0, 0), disk);
    frames(handler, 10, 11);
    handler.tick(11 * SECOND);
    disk.full = true;
    frames(handler, 12, 13, 14);
    handler.tick(14 * SECOND);
    assertThat(handler.totals(0).failedFrames()).isEqualTo(3);
    assertThat(handler.totals(0).failure()).contains("No space left");
    frames(handler, 14);
    disk.full = false;
    frames(handler, 16);
    handler.close();
    assertThat(handler.totals(0).frames()).isEqualTo(3);
    assertThat(handler.totals(0).bytes()).isEqualTo(3 * FRAME_BYTES);
    assertThat(handler.totals(0).failedFrames()).isEqualTo(4);
    assertThat(counters.failedHandlerFrames()).isEqualTo(4);
    assertThat(framesOfFiles(handler)).containsExactly(2, 1);
  }

  @Test
  void a_directory_that_cannot_be_written_is_a_failure_of_the_handler_alone() throws IOException {
    Files.writeString(directory.resolve("h"), "a file where a directory is wanted");
    FileHandler handler =
        handler(
            HandlerSpec.frames("h", "s", "{name}/x.pcap", 0, 0, 0), FileHandler.Opener.NEW_FILE);
    frames(handler, 1, 2);
    assertThat(handler.totals(0).failedFrames()).isEqualTo(2);
    assertThat(handler.totals(0).failure()).startsWith("A file cannot be written");
  }

  @Test
  void a_day_ends_at_midnight_and_not_a_day_after_the_file_began() throws IOException {
    FileHandler handler = handler(calendar(CalendarUnit.DAY, 1, FileForm.FRAMES));
    frames(handler, 86_000, 86_399, 86_400, 172_799, 172_800);
    handler.tick(259_199 * SECOND);
    assertThat(handler.totals(0).currentFile()).isEqualTo("1970/003/d.s.pcap");
    handler.tick(259_200 * SECOND);
    assertThat(handler.totals(0).currentFile()).isEmpty();
    handler.close();
    assertThat(handler.record().files())
        .containsExactly("1970/001/d.s.pcap", "1970/002/d.s.pcap", "1970/003/d.s.pcap");
    assertThat(framesOfFiles(handler)).containsExactly(2, 2, 1);
  }

  @Test
  void the_form_of_ait_is_the_bare_payload_with_link_type_147_and_microseconds()
      throws IOException {
    FileHandler handler = handler(calendar(CalendarUnit.DAY, 1, FileForm.AIT));
    byte[] four = new byte[33];
    four[0] = 0x45;
    four[9] = 17;
    four[28] = 'h';
    byte[] six = new byte[53];
    six[0] = 0x60;
    six[6] = 17;
    six[48] = 's';
    handler.frame(four, 33, 33, 1_000_001_999L, 101);
    handler.frame(six, 53, 53, 1_000_001_999L, 101);
    handler.frame(six, 48, 48, 1_000_001_999L, 101);
    handler.frame(four, 33, 33, 1_000_001_999L, 1);
    handler.close();
    try (CaptureFile file =
        CaptureFile.open(directory.resolve(handler.record().files().getFirst()))) {
      assertThat(file.precision()).isEqualTo(PcapWriter.Precision.MICROSECONDS);
      CaptureReader reader = file.reader();
      List<String> found = new ArrayList<>();
      while (reader.next()) {
        assertThat(reader.linkType()).isEqualTo(147);
        assertThat(reader.timeNanos()).isEqualTo(1_000_001_000L);
        found.add(reader.capturedLength() + "/" + reader.originalLength());
      }
      assertThat(found).containsExactly("5/5", "5/5", "0/0", "33/33");
    }
    assertThat(handler.record().files()).hasSize(1);
  }

  @Test
  void a_transform_that_fails_drops_the_frame_for_this_handler_and_is_counted_by_name()
      throws IOException {
    TransformSpec truncate = new TransformSpec("truncate", Map.of("bytes", "10"));
    TransformSpec strip = new TransformSpec("strip-payload", Map.of());
    FileHandler handler =
        handler(
            new HandlerSpec(
                "d",
                "s",
                "",
                "",
                "{name}",
                null,
                0,
                0,
                0,
                FileForm.FRAMES,
                List.of(truncate, strip),
                FileRules.PLAIN),
            FileHandler.Opener.NEW_FILE);
    frames(handler, 1, 2);
    assertThat(handler.totals(0).transforms())
        .containsExactly(
            new TransformTotals("truncate", 0, 0), new TransformTotals("strip-payload", 0, 2));
    assertThat(handler.totals(0).frames()).isZero();
    assertThat(counters.failedTransformFrames()).isEqualTo(2);
    handler.close();
  }

  @Test
  void the_rate_is_right_in_the_first_second_and_after_a_rotation() {
    FileHandler handler = handler(0, 0, 0);
    frames(handler, 1);
    assertThat(handler.totals(0).totalBytesPerSecond()).isZero();
    assertThat(handler.totals(SECOND / 2).totalBytesPerSecond()).isEqualTo(2 * FRAME_BYTES);
    for (long quarter = 1; quarter <= 80; quarter++) {
      handler.tick(quarter * SECOND / 4);
    }
    handler.rotate(20 * SECOND);
    assertThat(handler.totals(20 * SECOND).totalBytesPerSecond()).isEqualTo(FRAME_BYTES / 20.0);
    assertThat(handler.totals(20 * SECOND).currentBytesPerSecond()).isZero();
    frames(handler, 20);
    assertThat(handler.totals(20 * SECOND).currentBytesPerSecond()).isEqualTo(FRAME_BYTES / 10.0);
    handler.close();
  }

  private FileHandler handler(HandlerSpec spec) {
    return handler(spec, FileHandler.Opener.NEW_FILE);
  }

  private static HandlerSpec calendar(CalendarUnit unit, int delta, FileForm form) {
    return new HandlerSpec(
        "d",
        "s",
        "%Y",
        "%j",
        "{name}.{source}.pcap",
        new CalendarRotation(unit, delta),
        0,
        0,
        0,
        form,
        List.of(),
        FileRules.PLAIN);
  }

  private FileHandler handler(long rotateNanos, long rotateBytes, int keep) {
    return handler(
        HandlerSpec.frames("h", "s", "%H-{name}.pcap", rotateNanos, rotateBytes, keep),
        FileHandler.Opener.NEW_FILE);
  }

  private FileHandler handler(HandlerSpec spec, FileHandler.Opener opener) {
    return new FileHandler(
        spec,
        new HandlerFiles(
            new HandlerRecord(spec, List.of()),
            directory,
            new DeletedFiles(directory.resolve("deleted.jsonl"), Clock.systemUTC())),
        counters,
        opener,
        () -> {},
        TRANSFORMS.chain(spec.transforms()),
        0);
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
