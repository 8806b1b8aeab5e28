package io.tapline.capture.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import io.tapline.capture.Hop;
import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.Loss;
import io.tapline.testing.Golden;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A spool as a version of the program left it: what every later one delivers. State has no number
 * of its version; fields that an earlier version did not know are absent. Everything that was ever
 * written can be read.
 */
class StoredSpoolTest {
  private static final Golden STATE = golden("state.json");
  private static final Golden FRAMES = golden("0000000000000000000.pcapng");
  private static final SpoolLimits LIMITS = new SpoolLimits(1 << 20, 1 << 30, 1 << 30);
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000_000), ZoneOffset.UTC);

  /** By the first version, which knew neither numbers of losses nor units. */
  private static final String FIRST_STATE =
      """
      {"acknowledged":2,"nextPosition":10,"bytes":400,"kernelDropped":7,"interfaceDropped":0,"spoolDropped":0,
       "lastNanos":1009,"pieces":[{"from":0,"delta":3}],
       "losses":[{"beforePosition":5,"frames":7,"hop":"KERNEL","startNanos":1004,"endNanos":1000000000000,
         "description":"buffer"}]}""";

  @TempDir Path directory;

  private static Golden golden(String name) {
    return Golden.beside(StoredSpoolTest.class, "spool-v1/" + name);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  /** Ten frames, seven more that the kernel dropped before the sixth, and some at the end. */
  private void write() throws IOException {
    Spool spool = new Spool(directory, LIMITS, CLOCK);
    spool.open();
    append(spool, 0);
    spool.lost(Hop.KERNEL, 7, LossUnit.FRAMES, "buffer");
    append(spool, 5);
    spool.lost(Hop.INTERFACE, 0, LossUnit.UNKNOWN, "cable");
    spool.own(3);
    spool.flush();
    assertThat(spool.handOut(0, 10)).hasSize(1);
    spool.close();
  }

  private static void append(Spool spool, int from) {
    for (int i = from; i < from + 5; i++) {
      byte[] frame = frame(i);
      spool.frame(frame, frame.length, frame.length + 1, 1000 + i, 1);
    }
  }

  private static byte[] frame(int index) {
    byte[] frame = new byte[40];
    frame[0] = (byte) index;
    return frame;
  }

  /** What an earlier run left, read by one that captures no more. */
  private Spool left(String state) throws IOException {
    Files.write(file("0000000000000000000.pcapng"), FRAMES.bytes());
    Files.writeString(file("state.json"), state);
    Spool spool = new Spool(directory, LIMITS, CLOCK);
    spool.open(false);
    return spool;
  }

  private static Batch read(Spool spool) {
    try (SpoolCursor cursor = spool.cursor(0)) {
      BatchBuilder batch = new BatchBuilder(0);
      cursor.read(batch);
      return batch.build();
    }
  }

  @Test
  void what_is_stored_is_what_this_version_has_always_stored() throws Exception {
    write();
    FRAMES.renew(() -> Files.readAllBytes(file("0000000000000000000.pcapng")));
    STATE.compare(Files.readString(file("state.json"), UTF_8));
    assertThat(file("0000000000000000000.pcapng")).hasBinaryContent(FRAMES.bytes());
  }

  @Test
  void the_frames_that_were_left_are_read_as_they_were_captured() throws Exception {
    try (Spool spool = left(STATE.text())) {
      Batch batch = read(spool);
      assertThat(batch.frames()).isEqualTo(10);
      assertThat(batch.firstPosition()).isZero();
      assertThat(batch.timeNanos()).startsWith(1000, 1001).contains(1009, atIndex(9));
      assertThat(spool.endPosition()).isEqualTo(10);
    }
  }

  @Test
  void losses_that_were_left_keep_their_numbers_units_and_places() throws Exception {
    try (Spool spool = left(STATE.text())) {
      List<Loss> losses = spool.handOut(0, 11);
      assertThat(losses).extracting(Loss::number).containsExactly(1L, 2L);
      assertThat(losses).extracting(Loss::beforePosition).containsExactly(5L, 10L);
      assertThat(losses).extracting(Loss::count).containsExactly(7L, 0L);
      assertThat(losses).extracting(Loss::unit).containsExactly(LossUnit.FRAMES, LossUnit.UNKNOWN);
      assertThat(spool.totals().frames()).isEqualTo(10);
      assertThat(spool.totals().kernelDropped()).isEqualTo(7);
    }
  }

  @Test
  void what_the_first_version_left_is_delivered_too() throws Exception {
    try (Spool spool = left(FIRST_STATE)) {
      assertThat(read(spool).frames()).isEqualTo(10);
      assertThat(spool.toLog(0)).isEqualTo(3);
      assertThat(spool.totals().acknowledgedFrames()).isEqualTo(2);
      assertThat(spool.handOut(0, 10))
          .singleElement()
          .matches(loss -> loss.number() == 1 && loss.count() == 7)
          .matches(loss -> loss.unit() == LossUnit.FRAMES && loss.hop() == Hop.KERNEL);
    }
  }
}
