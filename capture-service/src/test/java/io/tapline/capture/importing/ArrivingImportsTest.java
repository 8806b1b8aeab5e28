package io.tapline.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.Reason;
import io.tapline.capture.importing.ImportRequest.Offer;
import io.tapline.capture.importing.ImportRequest.Reading;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.tapline.wire.fileid.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Files that are delivered while they arrive. */
class ArrivingImportsTest extends OnSensor {
  private static final int FRAMES = 40_000;

  @Test
  void a_pipe_is_in_the_log_while_it_runs() throws Exception {
    byte[] content = Captures.pcap(FRAMES);
    Gate gate = new Gate(content, 2 << 20);
    CompletableFuture<Imports.Accepted> pipe = accepting("stdin", gate);
    Await.until(() -> sensor.log.source("stdin").frames().size() > 10_000);
    assertThat(pipe).isNotDone();
    assertThat(sensor.log.source("stdin").finished()).isFalse();
    gate.open();
    ImportRecord record = Sensor.done(pipe.join().job());
    assertThat(sensor.log.source("stdin").frames()).isEqualTo(Captures.frames(FRAMES));
    assertThat(record.sizeBytes()).isEqualTo(content.length);
    assertThat(record.losses()).isEmpty();
  }

  @Test
  void a_pipe_whose_import_is_cancelled_is_refused_the_rest() throws Exception {
    Gate gate = new Gate(Captures.pcap(FRAMES), 2 << 20);
    CompletableFuture<Imports.Accepted> pipe = accepting("stdin", gate);
    Await.until(() -> sensor.log.source("stdin").frames().size() > 10_000);
    ImportRecord record = Sensor.ended(sensor.imports().cancel("stdin"));
    assertThat(record.cancelled()).isTrue();
    assertThat(sensor.log.source("stdin").finished()).isTrue();
    gate.open();
    assertThat(pipe.handle((_, e) -> e).join())
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.IMPORT_CANCELLED));
  }

  @Test
  void a_slow_pipe_is_in_the_log_before_its_first_mebibyte() throws Exception {
    Gate gate = new Gate(Captures.pcap(200), 10_000);
    CompletableFuture<Imports.Accepted> pipe = accepting("slow", gate);
    Await.until(() -> sensor.log.source("slow").frames().size() > 50);
    assertThat(pipe).isNotDone();
    gate.open();
    Sensor.done(pipe.join().job());
    assertThat(sensor.log.source("slow").frames()).isEqualTo(Captures.frames(200));
  }

  @Test
  void pipes_that_run_for_long_do_not_hold_up_whole_files() throws Exception {
    List<Gate> gates = new ArrayList<>();
    List<CompletableFuture<Imports.Accepted>> pipes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String name = "pipe" + i;
      Gate gate = new Gate(Captures.pcap(FRAMES + i), 2 << 20);
      gates.add(gate);
      pipes.add(again(name, gate));
      Await.until(() -> sensor.imports().find(name).isPresent());
    }
    Sensor.done(sensor.inPlace(sensor.write("whole.pcap", Captures.pcap(9))).job());
    assertThat(pipes).noneMatch(CompletableFuture::isDone);
    gates.forEach(Gate::open);
    pipes.forEach(CompletableFuture::join);
  }

  private CompletableFuture<Imports.Accepted> again(String name, InputStream file) {
    return accepting(
        new ImportRequest(name, "", 0, true, "", Reading.DETECTED, 0, Offer.NONE), file);
  }

  @Test
  void a_compressed_file_is_in_the_log_while_it_arrives() throws Exception {
    byte[] compressed = FlowFiles.gzip(Captures.pcap(FRAMES));
    Gate gate = new Gate(compressed, compressed.length - 100);
    CompletableFuture<Imports.Accepted> upload = accepting("a.pcap.gz", gate);
    Await.until(() -> sensor.log.source("a.pcap.gz").frames().size() > 10_000);
    gate.open();
    assertThat(Sensor.done(upload.join().job()).compression()).isEqualTo("gzip");
    assertThat(sensor.log.source("a.pcap.gz").frames()).isEqualTo(Captures.frames(FRAMES));
  }

  @Test
  void the_same_content_after_an_arrival_adds_nothing_however_it_comes() throws Exception {
    byte[] content = Captures.pcap(FRAMES);
    ImportRecord first = Sensor.done(accept("a.pcap", content).job());
    Imports.Accepted piped = accept("b.pcap", content);
    assertThat(piped.already()).isTrue();
    assertThat(piped.job().record().source()).isEqualTo("a.pcap");
    assertThat(accept("c.pcap.gz", FlowFiles.gzip(content)).already()).isTrue();
    assertThat(sensor.inPlace(sensor.write("d.pcap", content)).already()).isTrue();
    assertThat(sensor.imports().list()).hasSize(1);
    assertThat(first.sha256()).isEqualTo(ContentHash.of(sensor.write("e.pcap", content)));
  }

  @Test
  void two_arrivals_of_one_content_at_once_are_one_import() throws Exception {
    byte[] content = Captures.pcap(FRAMES);
    Gate gate = new Gate(content, 2 << 20);
    CompletableFuture<Imports.Accepted> slow = accepting("slow", gate);
    Await.until(() -> sensor.imports().find("slow").isPresent());
    CompletableFuture<Imports.Accepted> fast = accepting("fast", new ByteArrayInputStream(content));
    gate.open();
    assertThat(slow.join().already()).isFalse();
    assertThat(fast.join().already()).isTrue();
    assertThat(fast.join().job()).isSameAs(slow.join().job());
    Sensor.done(slow.join().job());
    assertThat(sensor.imports().list()).hasSize(1);
    assertThat(sensor.log.source("slow").frames()).isEqualTo(Captures.frames(FRAMES));
  }

  @Test
  void contents_that_begin_alike_are_two_imports() throws Exception {
    byte[] content = Captures.pcap(FRAMES);
    Sensor.done(accept("a.pcap", content).job());
    byte[] longer = Captures.pcap(FRAMES + 1);
    Imports.Accepted other = accept("b.pcap", longer);
    assertThat(other.already()).isFalse();
    Sensor.done(other.job());
    assertThat(sensor.log.source("b.pcap").frames()).isEqualTo(Captures.frames(FRAMES + 1));
  }

  @Test
  void an_upload_that_breaks_off_is_a_source_that_ended_early() throws Exception {
    byte[] content = Captures.pcap(FRAMES);
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(content, 0, 2 << 20), new Failing(new EOFException("gone")));
    assertThatThrownBy(() -> sensor.imports().accept(Sensor.request("a.pcap"), broken))
        .isInstanceOf(IOException.class);
    ImportJob job = sensor.imports().find("a.pcap").orElseThrow();
    ImportRecord record = Sensor.done(job);
    List<String> frames = sensor.log.source("a.pcap").frames();
    assertThat(frames).isNotEmpty().isEqualTo(Captures.frames(frames.size()));
    assertThat(sensor.log.source("a.pcap").finished()).isTrue();
    assertThat(sensor.log.source("a.pcap").losses())
        .singleElement()
        .matches(loss -> loss.getDescription().startsWith(Reception.ENDED_EARLY))
        .matches(loss -> loss.getCount() == 0 && loss.getBeforePosition() == frames.size());
    assertThat(record.torn()).isEqualTo(Reception.ENDED_EARLY);
    assertThat(record.sha256()).isEmpty();
    Imports.Accepted whole = accept("a.pcap", content);
    assertThat(whole.already()).isFalse();
    assertThat(Sensor.done(whole.job()).source()).isEqualTo("a.pcap#2");
    assertThat(sensor.log.source("a.pcap#2").frames()).isEqualTo(Captures.frames(FRAMES));
  }

  @Test
  void an_upload_that_ends_with_the_sensor_is_a_source_that_ended_early() throws Exception {
    Gate gate = new Gate(Captures.pcap(FRAMES), 2 << 20);
    CompletableFuture<Imports.Accepted> upload = accepting("a.pcap", gate);
    Await.until(() -> sensor.log.source("a.pcap").frames().size() > 1000);
    ImportJob resumed = sensor.restarted().find("a.pcap").orElseThrow();
    ImportRecord record = Sensor.done(resumed);
    assertThat(record.torn()).isEqualTo(Reception.ENDED_EARLY);
    List<String> frames = sensor.log.source("a.pcap").frames();
    assertThat(frames).isEqualTo(Captures.frames(frames.size()));
    gate.open();
    assertThat(upload.handle((_, e) -> e).join()).isNotNull();
  }

  @Test
  void a_refusal_in_the_middle_ends_the_arrival() throws Exception {
    byte[] content = Captures.pcap(FRAMES);
    Imports imports = sensor.imports();
    InputStream full =
        new SequenceInputStream(
            new ByteArrayInputStream(content, 0, 2 << 20),
            new Failing(new Refusal(Reason.DISK_FULL, "No room.")));
    assertThatThrownBy(() -> imports.accept(Sensor.request("a.pcap"), full))
        .isInstanceOf(Refusal.class);
    ImportRecord record = Sensor.done(imports.find("a.pcap").orElseThrow());
    assertThat(record.torn()).isEqualTo(Reception.ENDED_EARLY + " No room.");
  }

  @Test
  void a_file_that_was_sent_before_is_not_sent_again() throws Exception {
    byte[] content = FlowFiles.gzip(Captures.pcap(FRAMES));
    Path file = sensor.write("a.pcap.gz", content);
    String fingerprint = Fingerprint.of(file);
    Imports imports = sensor.imports();
    ImportRequest first = Sensor.request("a.pcap.gz", fingerprint);
    Sensor.done(imports.accept(first, new ByteArrayInputStream(content), () -> "").job());
    Imports.Accepted again =
        imports.accept(
            Sensor.request("b.pcap.gz", fingerprint),
            new Failing(new EOFException("gone")),
            () -> ContentHash.of(file));
    assertThat(again.already()).isTrue();
    assertThat(again.job().record().source()).isEqualTo("a.pcap.gz");
  }

  @Test
  void a_file_with_the_fingerprint_of_another_is_sent() throws Exception {
    byte[] content = Captures.pcap(FRAMES);
    Imports imports = sensor.imports();
    ImportRequest claimed = Sensor.request("a.pcap", "f".repeat(64));
    Sensor.done(imports.accept(claimed, new ByteArrayInputStream(content), () -> "").job());
    byte[] other = Captures.pcap(10);
    Imports.Accepted second =
        imports.accept(
            Sensor.request("b.pcap", "f".repeat(64)),
            new ByteArrayInputStream(other),
            () -> "0".repeat(64));
    assertThat(second.already()).isFalse();
    Sensor.done(second.job());
    assertThat(sensor.log.source("b.pcap").frames()).isEqualTo(Captures.frames(10));
  }

  @Test
  void an_arrival_survives_a_log_that_fails_at_random_moments() throws Exception {
    sensor.log.accidents(new Random(11));
    byte[] content = Captures.pcap(FRAMES);
    ImportRecord record = Sensor.done(accept("a.pcap", content).job());
    assertThat(sensor.log.source("a.pcap").frames()).isEqualTo(Captures.frames(FRAMES));
    assertThat(record.losses()).isEmpty();
  }

  private CompletableFuture<Imports.Accepted> accepting(String name, InputStream file) {
    return accepting(Sensor.request(name), file);
  }

  private CompletableFuture<Imports.Accepted> accepting(ImportRequest request, InputStream file) {
    Imports imports = sensor.imports();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return imports.accept(request, file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  private Imports.Accepted accept(String name, byte[] content) throws IOException {
    return sensor.imports().accept(Sensor.request(name), new ByteArrayInputStream(content));
  }

  /** Hands out its first bytes, and the others once it is opened. */
  private static final class Gate extends InputStream {
    private final ByteArrayInputStream first;
    private final ByteArrayInputStream rest;
    private final CountDownLatch opened = new CountDownLatch(1);

    Gate(byte[] content, int firstBytes) {
      first = new ByteArrayInputStream(Arrays.copyOf(content, firstBytes));
      rest = new ByteArrayInputStream(content, firstBytes, content.length - firstBytes);
    }

    void open() {
      opened.countDown();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = first.read(bytes, offset, length);
      if (read >= 0 || length == 0) {
        return read;
      }
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return rest.read(bytes, offset, length);
    }
  }

  /** Ends with an exception, as when the client is gone. */
  private static final class Failing extends InputStream {
    private final Exception end;

    Failing(Exception end) {
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (end instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IOException(end);
    }
  }
}
