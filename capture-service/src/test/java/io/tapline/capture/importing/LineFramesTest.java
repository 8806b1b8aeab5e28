package io.tapline.capture.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Loss;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFramesTest {
  private static final long MODIFIED_NANOS = 1_700_000_000_000_000_001L;

  @TempDir Path directory;

  @Test
  void a_line_is_a_frame_without_its_end_at_the_time_of_the_file() throws IOException {
    Batch batch = new Reading(file("one\ntwo\r\n\nfour"), 0).batches.getFirst();
    assertThat(batch.capturedLengths()).startsWith(3, 3, 0, 4);
    assertThat(batch.timeNanos()[3]).isEqualTo(MODIFIED_NANOS);
    assertThat(batch.linkTypes()[0]).isEqualTo(147);
    assertThat(new Reading(file("one\ntwo\r\n\nfour"), 0).lines)
        .containsExactly("one", "two", "", "four");
  }

  @Test
  void a_newline_at_the_end_begins_no_line() throws IOException {
    assertThat(new Reading(file("one\n"), 0).lines).containsExactly("one");
    assertThat(new Reading(file("\n"), 0).lines).containsExactly("");
    assertThat(new Reading(file(""), 0).lines).isEmpty();
  }

  @Test
  void a_carriage_return_elsewhere_belongs_to_its_line() throws IOException {
    assertThat(new Reading(file("a\rb\n\r\r\nc\r"), 0).lines).containsExactly("a\rb", "\r", "c\r");
  }

  @Test
  void any_bytes_read_from_any_position_give_the_same_lines() throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      String text = text(random);
      StoredFile file = file(text);
      List<String> expected = split(text);
      assertThat(new Reading(file, 0).lines).isEqualTo(expected);
      int position = random.nextInt(expected.size() + 1);
      assertThat(new Reading(file, position).lines)
          .isEqualTo(expected.subList(position, expected.size()));
    }
  }

  @Test
  void many_lines_come_in_several_batches() throws IOException {
    String text = "0123456789\n".repeat(200_000);
    Reading reading = new Reading(file(text), 0);
    assertThat(reading.lines).hasSize(200_000);
    assertThat(reading.batches).hasSizeGreaterThan(2);
    assertThat(new Reading(file(text), 199_999).lines).hasSize(1);
  }

  @Test
  void the_hole_before_a_line_is_left_out_and_said() throws IOException {
    String hole = "\0".repeat(LineFrames.MAX_BYTES + 11);
    Reading reading = new Reading(file("before\n" + hole + "behind\nafter\n"), 0);
    assertThat(reading.lines).containsExactly("before", "behind", "after");
    assertThat(reading.losses)
        .singleElement()
        .matches(loss -> loss.beforePosition() == 1)
        .matches(loss -> loss.description().contains(hole.length() + " NUL bytes"));
  }

  @Test
  void a_line_beyond_the_limit_is_cut_and_says_so() throws IOException {
    int length = LineFrames.MAX_BYTES + 10;
    Reading reading = new Reading(file("before\n" + "x".repeat(length) + "\nafter\n"), 0);
    assertThat(reading.lines).containsExactly("before", "x".repeat(LineFrames.MAX_BYTES), "after");
    assertThat(reading.losses)
        .singleElement()
        .matches(loss -> loss.beforePosition() == 1 && loss.description().contains("cut"));
    assertThat(reading.originalLengths).contains(length);
  }

  @Test
  void a_log_of_one_line_of_a_hundred_megabytes_is_one_frame_and_a_loss_of_its_bytes()
      throws IOException {
    int length = 100_000_000;
    StoredFile stored = file("x");
    try (RandomAccessFile hole = new RandomAccessFile(stored.path().toFile(), "rw")) {
      hole.setLength(length);
      hole.seek(length - 1L);
      hole.write('x');
    }
    Reading reading = assertTimeout(Duration.ofSeconds(20), () -> new Reading(stored, 0));
    assertThat(reading.lines)
        .singleElement()
        .matches(line -> line.length() == LineFrames.MAX_BYTES);
    assertThat(reading.originalLengths).containsExactly(length);
    assertThat(reading.losses)
        .singleElement()
        .matches(loss -> loss.count() == length - LineFrames.MAX_BYTES)
        .matches(loss -> loss.unit() == LossUnit.BYTES);
  }

  @Test
  void the_torn_end_of_a_file_is_a_loss_and_no_line() throws IOException {
    StoredFile whole = file("one\ntwo\nthr");
    StoredFile torn =
        new StoredFile(
            whole.path(),
            whole.format(),
            whole.encoding(),
            MODIFIED_NANOS,
            Arrival.ended("The gzip file is cut."),
            null);
    Reading reading = new Reading(torn, 0);
    assertThat(reading.lines).containsExactly("one", "two");
    assertThat(reading.losses)
        .containsExactly(
            new Loss(
                1,
                2,
                0,
                LossUnit.UNKNOWN,
                io.tapline.capture.Hop.FILE,
                MODIFIED_NANOS,
                MODIFIED_NANOS,
                "The gzip file is cut."));
    assertThat(new Reading(torn, 2).lines).isEmpty();
  }

  private StoredFile file(String text) throws IOException {
    Path path = Files.createTempFile(directory, "lines", ".log");
    Files.write(path, text.getBytes(ISO_8859_1));
    ImportFormat format = new ImportFormat("firewall-syslog", Encoding.Kind.FIREWALL_LOG);
    return new StoredFile(
        path, format, Encoding.of(format.kind()), MODIFIED_NANOS, Arrival.ended(""), null);
  }

  private static String text(Random random) {
    String alphabet = "\n\n\r\r\0ab\u00ff";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(
          String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())))
              .repeat(1 + random.nextInt(3)));
    }
    return text.toString();
  }

  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String last = lines.removeLast();
    lines.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    if (!last.isEmpty()) {
      lines.add(last);
    }
    return lines;
  }

  /** A file read from a position to its end. */
  private static final class Reading {
    final List<Batch> batches = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    final List<Integer> originalLengths = new ArrayList<>();
    final List<Loss> losses = new ArrayList<>();

    Reading(StoredFile file, long position) {
      try (FileCursor cursor = FileCursor.open(file, position)) {
        BatchBuilder builder = new BatchBuilder(cursor.position());
        while (cursor.read(builder)) {
          take(builder.build());
          builder = new BatchBuilder(cursor.position());
        }
        assertThat(cursor.ended()).isTrue();
      }
    }

    private void take(Batch batch) {
      byte[] data = batch.contiguous();
      batch.release();
      int offset = 0;
      for (int i = 0; i < batch.frames(); i++) {
        lines.add(new String(data, offset, batch.capturedLengths()[i], ISO_8859_1));
        originalLengths.add(batch.originalLengths()[i]);
        offset += batch.capturedLengths()[i];
      }
      losses.addAll(batch.losses());
      batches.add(batch);
    }
  }
}
