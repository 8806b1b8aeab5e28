package io.tapline.capture.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is read while it arrives has the frames and losses of the whole one. */
class GrowingFileTest {
  private static final long MODIFIED_NANOS = 1_700_000_000_000_000_000L;

  @TempDir Path directory;

  @Test
  void a_capture_that_arrives_in_pieces_has_the_packets_of_the_whole_one() throws IOException {
    check("pcap", Encoding.Kind.PACKETS, Captures.pcap(80), 24);
  }

  @Test
  void a_capture_that_is_cut_has_one_loss_at_its_end() throws IOException {
    byte[] whole = Captures.pcap(50);
    check("pcap", Encoding.Kind.PACKETS, Arrays.copyOf(whole, whole.length - 5), 24);
  }

  @Test
  void lines_that_arrive_in_pieces_are_those_of_the_whole_file() throws IOException {
    String text = "one\r\ntwo\n\n\nthree and more\nfour without an end";
    check("firewall-syslog", Encoding.Kind.FIREWALL_LOG, text.getBytes(ISO_8859_1), 1);
  }

  @Test
  void messages_that_arrive_in_pieces_are_those_of_the_whole_file() throws IOException {
    check("flow-messages", Encoding.Kind.FLOW_EXPORT, Messages.file(Messages.several()), 1);
  }

  @Test
  void messages_that_are_cut_have_one_loss_at_their_end() throws IOException {
    byte[] whole = Messages.file(Messages.several());
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    check("flow-messages", Encoding.Kind.FLOW_EXPORT, cut, 1);
  }

  private void check(String format, Encoding.Kind kind, byte[] content, int least)
      throws IOException {
    Reading whole = new Reading();
    try (FileCursor cursor = FileCursor.open(file("whole", format, kind, content, ended()), 0)) {
      whole.readOn(cursor);
      assertThat(cursor.ended()).isTrue();
    }
    for (int seed = 0; seed < 20; seed++) {
      Reading pieces = inPieces(format, kind, content, least, new Random(seed));
      assertThat(pieces.frames).as("seed %d", seed).isEqualTo(whole.frames);
      assertThat(pieces.losses).as("seed %d", seed).isEqualTo(whole.losses);
    }
  }

  private Reading inPieces(
      String format, Encoding.Kind kind, byte[] content, int least, Random random)
      throws IOException {
    Reading reading = new Reading();
    Arrival arrival = new Arrival();
    int written = least + random.nextInt(content.length - least);
    StoredFile file = file("grown", format, kind, Arrays.copyOf(content, written), arrival);
    try (FileCursor cursor = FileCursor.open(file, 0)) {
      while (written < content.length) {
        reading.readOn(cursor);
        assertThat(cursor.ended()).isFalse();
        int more = Math.min(1 + random.nextInt(300), content.length - written);
        append(file.path(), Arrays.copyOfRange(content, written, written + more));
        written += more;
      }
      arrival.end("");
      reading.readOn(cursor);
      assertThat(cursor.ended()).isTrue();
    }
    return reading;
  }

  private static Arrival ended() {
    return Arrival.ended("");
  }

  private StoredFile file(
      String name, String format, Encoding.Kind kind, byte[] content, Arrival arrival)
      throws IOException {
    Path path = Files.write(directory.resolve(name), content);
    return new StoredFile(
        path, new ImportFormat(format, kind), Encoding.of(kind), MODIFIED_NANOS, arrival, null);
  }

  private static void append(Path path, byte[] bytes) throws IOException {
    Files.write(path, bytes, StandardOpenOption.APPEND);
  }

  private static final class Reading {
    final List<String> frames = new ArrayList<>();
    final List<Loss> losses = new ArrayList<>();

    /** Until nothing is there any more, and it was looked at least once whether the file grew. */
    void readOn(FileCursor cursor) {
      long deadline = System.nanoTime() + 15_000_000;
      boolean added = true;
      while (added || (System.nanoTime() < deadline && !cursor.ended())) {
        BatchBuilder builder = new BatchBuilder(cursor.position());
        added = cursor.read(builder);
        take(builder.build());
      }
    }

    private void take(Batch batch) {
      byte[] data = batch.contiguous();
      int offset = 0;
      for (int i = 0; i < batch.frames(); i++) {
        int end = offset + batch.capturedLengths()[i];
        frames.add(new String(Arrays.copyOfRange(data, offset, end), ISO_8859_1));
        offset = end;
      }
      losses.addAll(batch.losses());
    }
  }
}
