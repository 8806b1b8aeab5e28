package io.tapline.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.Reason;
import io.tapline.capture.names.SourceNames.Owner;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.tapline.wire.fileid.FileIdentity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that are read where they lie. */
class InPlaceImportsTest extends OnSensor {
  private static final int FRAMES = 40_000;

  @Test
  void a_file_is_read_where_it_lies_and_its_hash_is_written_down() throws Exception {
    Path file = sensor.write("a.pcap", Captures.pcap(FRAMES));
    ImportRecord record = Sensor.done(sensor.inPlace(file).job());
    assertThat(sensor.log.source("a.pcap").frames()).isEqualTo(Captures.frames(FRAMES));
    assertThat(record.sha256()).isEqualTo(ContentHash.of(file));
    assertThat(record.serverPath()).isEqualTo(file.toString());
    assertThat(sensor.stored()).isEmpty();
  }

  @Test
  void a_file_that_is_kept_survives_its_deletion() throws Exception {
    Path file = sensor.write("a.pcap", Captures.pcap(10));
    ImportJob job = sensor.kept(file).job();
    Sensor.done(job);
    Files.delete(file);
    try (FileCursor cursor = FileCursor.open(sensor.imports().stored(job), 9)) {
      assertThat(cursor.position()).isEqualTo(9);
    }
  }

  @Test
  void the_packets_of_a_deleted_file_are_not_found_and_its_connections_stay() throws Exception {
    Path file = sensor.write("a.pcap", Captures.pcap(10));
    ImportJob job = sensor.inPlace(file).job();
    Sensor.done(job);
    Files.delete(file);
    assertThatThrownBy(() -> FileCursor.open(sensor.imports().stored(job), 0))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.FILE_NOT_FOUND));
    assertThat(sensor.restarted().find("a.pcap").orElseThrow().record().totals()).isNotNull();
  }

  @Test
  void a_file_that_nobody_touched_is_known_without_its_hash_and_a_copy_by_its_hash()
      throws Exception {
    Path file = sensor.write("a.pcap", Captures.pcap(FRAMES));
    Sensor.done(sensor.inPlace(file).job());
    assertThat(sensor.inPlace(file).already()).isTrue();
    Path copy = Files.copy(file, file.resolveSibling("b.pcap"));
    assertThat(sensor.inPlace(copy).already()).isTrue();
    assertThat(sensor.restarted().list()).hasSize(1);
    assertThat(sensor.inPlace(copy).already()).isTrue();
  }

  @Test
  void files_that_differ_between_the_blocks_of_the_fingerprint_are_two_imports() throws Exception {
    byte[] content = Captures.pcap(150_000);
    assertThat(content.length).isGreaterThan(8 << 20);
    Path file = sensor.write("a.pcap", content);
    int hidden = hidden(content.length);
    byte[] other = content.clone();
    other[hidden] ^= 1;
    Path second = sensor.write("b.pcap", other);
    Sensor.done(sensor.inPlace(file).job());
    Imports.Accepted accepted = sensor.inPlace(second);
    assertThat(accepted.job().record().origin().fingerprint())
        .isEqualTo(sensor.imports().find("a.pcap").orElseThrow().record().origin().fingerprint());
    assertThat(accepted.already()).isFalse();
    assertThat(Sensor.ended(accepted.job()).sha256()).isEqualTo(ContentHash.of(second));
  }

  /** A byte between the 30th block of the fingerprint and the next. */
  private static int hidden(int size) {
    int block = 64 << 10;
    long step = (long) size - block;
    return (int) ((30 * step / 63 + block + 31 * step / 63) / 2);
  }

  @Test
  void one_file_that_is_imported_by_many_at_once_is_one_import() throws Exception {
    Path file = sensor.write("a.pcap", Captures.pcap(FRAMES));
    List<Callable<Imports.Accepted>> calls =
        IntStream.range(0, 8)
            .<Callable<Imports.Accepted>>mapToObj(i -> () -> sensor.inPlace(copy(file, i)))
            .toList();
    List<Imports.Accepted> all;
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      all = clients.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
    assertThat(all.stream().filter(accepted -> !accepted.already())).hasSize(1);
    assertThat(sensor.imports().list()).hasSize(1);
    ImportRecord record = Sensor.done(all.getFirst().job());
    assertThat(sensor.log.source(record.source()).frames()).isEqualTo(Captures.frames(FRAMES));
  }

  /** Half of them are copies under other names. */
  private static Path copy(Path file, int number) throws IOException {
    return number % 2 == 0 ? file : Files.copy(file, file.resolveSibling("copy" + number));
  }

  @Test
  void a_file_that_was_changed_after_a_restart_is_an_outcome() throws Exception {
    Path file = unfinished();
    Files.write(file, Captures.pcap(3));
    ImportRecord record = resumed();
    assertThat(record.reason()).isEqualTo(Reason.FILE_CHANGED);
    assertThat(record.failure()).contains("is not the file that was imported");
    Imports.Accepted anew = sensor.inPlace(file);
    assertThat(anew.already()).isFalse();
    assertThat(Sensor.done(anew.job()).source()).isEqualTo("a.pcap#2");
  }

  @Test
  void a_file_that_was_deleted_before_its_import_went_on_is_an_outcome() throws Exception {
    Files.delete(unfinished());
    assertThat(resumed().reason()).isEqualTo(Reason.FILE_NOT_FOUND);
  }

  @Test
  void a_file_that_grew_while_it_was_read_is_an_outcome() throws Exception {
    Path file = sensor.write("a.pcap", Captures.pcap(FRAMES));
    sensor.log.committing(false);
    ImportJob job = sensor.inPlace(file).job();
    Await.until(() -> job.readBytes() > 0);
    Files.write(file, new byte[7], StandardOpenOption.APPEND);
    sensor.log.committing(true);
    sensor.log.die();
    sensor.log.comeBack();
    ImportRecord record = Sensor.ended(job);
    assertThat(record.reason()).isEqualTo(Reason.FILE_CHANGED);
  }

  @Test
  void a_file_that_shrinks_while_it_is_read_is_an_outcome() throws Exception {
    for (int round = 0; round < 5; round++) {
      Path file = sensor.write(round + ".pcap", Captures.pcap(100_000 + round));
      ImportJob job = sensor.inPlace(file).job();
      Await.until(() -> job.readBytes() > 0);
      try (RandomAccessFile shorter = new RandomAccessFile(file.toFile(), "rw")) {
        shorter.setLength(5000);
      }
      ImportRecord record = Sensor.ended(job);
      if (record.failure().isEmpty()) {
        continue; // it was read to its end and looked at before it shrank
      }
      assertThat(record.reason()).isIn(Reason.FILE_CHANGED, Reason.CORRUPT_FILE);
    }
  }

  @Test
  void an_import_takes_no_name_of_a_live_source_and_keeps_its_own() throws Exception {
    assertThat(sensor.names().reserve("live", Owner.LIVE)).isTrue();
    Path file = sensor.write("live", Captures.pcap(10));
    assertThat(Sensor.done(sensor.inPlace(file).job()).source()).isEqualTo("live#2");
    assertThat(sensor.names().reserve("live#2", Owner.LIVE)).isFalse();
    sensor.restarted();
    assertThat(sensor.names().reserve("live#2", Owner.LIVE)).isFalse();
  }

  private Path unfinished() throws Exception {
    Path file = sensor.write("a.pcap", Captures.pcap(FRAMES));
    FileIdentity before = FileIdentity.of(file);
    sensor.log.committing(false);
    ImportJob job = sensor.inPlace(file).job();
    Await.until(() -> job.readBytes() > 0);
    sensor.log.die();
    sensor.imports().close();
    assertThat(job.record().origin().identity()).isEqualTo(before);
    return file;
  }

  private ImportRecord resumed() throws Exception {
    sensor.log.committing(true);
    sensor.log.comeBack();
    return Sensor.ended(sensor.restarted().find("a.pcap").orElseThrow());
  }
}
