package io.tapline.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Loss;
import io.tapline.wire.flowexport.MessageLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageFramesTest {
  private static final long MODIFIED_NANOS = 1_700_000_000_123_456_789L;

  @TempDir Path directory;

  @Test
  void each_message_is_a_frame_with_the_time_of_the_file() throws IOException {
    Reading reading = new Reading(file(Messages.file(Messages.several())), 0);
    assertThat(reading.frames).containsExactlyElementsOf(Messages.several());
    assertThat(reading.losses).isEmpty();
    assertThat(reading.linkTypes).containsOnly(147);
    assertThat(reading.timesNanos).containsOnly(MODIFIED_NANOS);
  }

  @Test
  void reading_goes_on_at_any_message() throws IOException {
    List<byte[]> messages = Messages.several();
    StoredFile file = file(Messages.file(messages));
    for (int position = 0; position <= messages.size(); position++) {
      assertThat(new Reading(file, position).frames)
          .containsExactlyElementsOf(messages.subList(position, messages.size()));
    }
  }

  @Test
  void a_file_cut_anywhere_gives_its_whole_messages_and_tells_of_the_rest() throws IOException {
    Random random = new Random(4);
    List<byte[]> messages =
        List.of(
            Messages.ipfix(random, 40),
            Messages.records(random, 5, 24, 48, 2),
            Messages.netflow9(random, 0, 24),
            Messages.netflow9(random, 256, 60),
            Messages.aggregated(random, 11, 32, 2, 0),
            Messages.records(random, 7, 24, 52, 1));
    byte[] whole = Messages.file(messages);
    for (int length = 0; length <= whole.length; length++) {
      Reading reading = new Reading(file(Arrays.copyOf(whole, length)), 0);
      int frames = reading.frames.size();
      assertThat(reading.frames).containsExactlyElementsOf(messages.subList(0, frames));
      int taken = Messages.file(reading.frames).length;
      assertThat(reading.losses).hasSize(taken < length ? 1 : 0);
      reading.losses.forEach(
          loss -> assertThat(loss.description()).contains("at byte " + taken + " is cut"));
    }
  }

  @Test
  void netflow_9_cut_between_two_sets_is_taken_as_far_as_it_goes() throws IOException {
    byte[] message = Messages.netflow9(new Random(6), 0, 24, 256, 60);
    byte[] cut = Arrays.copyOf(message, 20 + 24);
    Reading reading = new Reading(file(cut), 0);
    assertThat(reading.frames).containsExactly(cut);
    assertThat(reading.losses).isEmpty();
  }

  @Test
  void what_begins_no_message_is_lost_to_the_end() throws IOException {
    byte[] message = Messages.records(new Random(1), 5, 24, 48, 1);
    byte[] foreign = {0, 77, 0, 1, 0};
    Reading reading = new Reading(file(Messages.file(List.of(message, foreign, message))), 0);
    assertThat(reading.frames).containsExactly(message);
    assertThat(reading.losses)
        .singleElement()
        .matches(loss -> loss.beforePosition() == 1)
        .extracting(Loss::description)
        .isEqualTo(
            "At byte 72 begins no message of NetFlow or IPFIX: the last 77 bytes are not read.");
  }

  @Test
  void impossible_lengths_and_counts_begin_no_message() throws IOException {
    Random random = new Random(2);
    byte[] shortIpfix = Messages.ipfix(random, 0);
    shortIpfix[3] = 15;
    byte[] manyRecords = Messages.records(random, 5, 24, 48, 31);
    byte[] unknownMethod = Messages.aggregated(random, 15, 40, 2, 0);
    byte[] wideSets = Messages.netflow9(random, 256, 40_000, 256, 40_000);
    for (byte[] wrong : List.of(shortIpfix, manyRecords, unknownMethod, wideSets)) {
      Reading reading = new Reading(file(wrong), 0);
      assertThat(reading.frames).isEmpty();
      assertThat(reading.losses).singleElement().matches(loss -> loss.beforePosition() == 0);
    }
  }

  @Test
  void any_bytes_end_and_every_byte_is_a_frame_or_a_loss() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = Messages.file(Messages.several());
      for (int flips = random.nextInt(6); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(12);
      }
      Reading reading = new Reading(file(bytes), 0);
      byte[] taken = Messages.file(reading.frames);
      assertThat(taken).isEqualTo(Arrays.copyOf(bytes, taken.length));
      assertThat(reading.losses).hasSize(taken.length < bytes.length ? 1 : 0);
      assertThat(reading.frames).allMatch(frame -> frame.length <= MessageLength.MAX_BYTES);
    }
  }

  @Test
  void a_loss_of_the_compressed_file_goes_before_that_of_the_message() throws IOException {
    byte[] whole = Messages.file(Messages.several());
    StoredFile cut = file(Arrays.copyOf(whole, whole.length - 1));
    StoredFile torn =
        new StoredFile(
            cut.path(),
            cut.format(),
            cut.encoding(),
            MODIFIED_NANOS,
            Arrival.ended("The gzip file is cut."),
            null);
    assertThat(new Reading(torn, 0).losses)
        .singleElement()
        .extracting(Loss::description)
        .isEqualTo("The gzip file is cut.");
  }

  private StoredFile file(byte[] content) throws IOException {
    Path path = Files.write(directory.resolve("messages"), content);
    Encoding encoding = Encoding.of(Encoding.Kind.FLOW_EXPORT);
    return new StoredFile(
        path, ImportFormat.FLOW_MESSAGES, encoding, MODIFIED_NANOS, Arrival.ended(""), null);
  }

  /** A file read from a position to its end. */
  private static final class Reading {
    final List<byte[]> frames = new ArrayList<>();
    final List<Integer> linkTypes = new ArrayList<>();
    final List<Long> timesNanos = new ArrayList<>();
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
        int end = offset + batch.capturedLengths()[i];
        frames.add(Arrays.copyOfRange(data, offset, end));
        linkTypes.add(batch.linkTypes()[i]);
        timesNanos.add(batch.timeNanos()[i]);
        offset = end;
      }
      losses.addAll(batch.losses());
    }
  }
}
