package io.tapline.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.FakeLog;
import io.tapline.capture.Reason;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryLimits;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.IngestLinkClient;
import io.tapline.capture.deliver.IngestTotals;
import io.tapline.capture.importing.ImportRequest.Offer;
import io.tapline.capture.importing.ImportRequest.Reading;
import io.tapline.capture.names.SourceNames;
import io.tapline.rpc.Refusal;
import io.tapline.type.v1.FrameLoss;
import io.tapline.type.v1.LossHop;
import io.tapline.type.v1.LossUnit;
import io.tapline.wire.fileid.OwnerProof;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {
  private static final DeliveryLimits FAST = new DeliveryLimits(1 << 20, 5, 20);

  @TempDir Path directory;
  private final FakeLog log = new FakeLog();
  private @Nullable Imports running;

  private Deliverer deliverer(Feed feed) {
    return new Deliverer(
        "local", feed, new IngestLinkClient(log.channel()), FAST, new CaptureCounters());
  }

  private Imports started(ImportLimits limits) {
    Imports started =
        new Imports(
            directory.resolve("imports"),
            limits,
            new OwnerKey(directory.resolve(OwnerProof.FILE_NAME), true),
            this::deliverer,
            new SourceNames(),
            Clock.systemUTC());
    started.start();
    running = started;
    return started;
  }

  private Imports started() {
    return started(
        new ImportLimits(1L << 30, 1000, 1 << 28, 0, 2, List.of(directory.resolve("root"))));
  }

  @AfterEach
  void close() {
    if (running != null) {
      running.close();
    }
    log.close();
  }

  @Test
  void a_file_is_delivered_whole() throws Exception {
    ImportRecord record = imported(started(), "a.pcap", Captures.pcap(5000));
    assertThat(record.source()).isEqualTo("a.pcap");
    assertThat(record.format()).isEqualTo("pcap");
    assertThat(log.source("a.pcap").frames()).isEqualTo(Captures.frames(5000));
    assertThat(log.source("a.pcap").finished()).isTrue();
  }

  @Test
  void the_same_content_twice_adds_nothing() throws Exception {
    Imports imports = started();
    ImportRecord first = imported(imports, "a.pcap", Captures.pcap(10));
    Imports.Accepted second = accept(imports, request("b.pcap", false), Captures.pcap(10));
    assertThat(second.already()).isTrue();
    assertThat(result(second.job())).isEqualTo(first);
    assertThat(log.source("b.pcap").frames()).isEmpty();
  }

  @Test
  void the_same_content_at_the_same_time_is_imported_once() throws Exception {
    Imports imports = started();
    byte[] content = Captures.pcap(3000);
    List<Imports.Accepted> all;
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      List<Callable<Imports.Accepted>> calls =
          IntStream.range(0, 8)
              .<Callable<Imports.Accepted>>mapToObj(
                  i -> () -> accept(imports, request(i + ".pcap", false), content))
              .toList();
      all = clients.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
    assertThat(all.stream().filter(accepted -> !accepted.already())).hasSize(1);
    String source = result(all.getFirst().job()).source();
    for (Imports.Accepted accepted : all) {
      assertThat(result(accepted.job()).source()).isEqualTo(source);
    }
    assertThat(imports.list()).hasSize(1);
    assertThat(log.source(source).frames()).isEqualTo(Captures.frames(3000));
    assertThat(filesIn(directory.resolve("imports"))).noneMatch(f -> f.toString().contains("part"));
  }

  @Test
  void the_same_content_again_becomes_a_numbered_source() throws Exception {
    Imports imports = started();
    imported(imports, "a.pcap", Captures.pcap(10));
    Imports.Accepted second = accept(imports, request("a.pcap", true), Captures.pcap(10));
    assertThat(second.already()).isFalse();
    ImportRecord record = result(second.job());
    assertThat(record.source()).isEqualTo("a.pcap#2");
    assertThat(ImportMessages.summary(record, "local", false).getSummary().getTakenName())
        .isEqualTo("a.pcap");
    assertThat(log.source("a.pcap#2").frames()).isEqualTo(Captures.frames(10));
  }

  @Test
  void an_import_survives_a_log_that_fails_at_random_moments() throws Exception {
    Imports imports = started();
    log.accidents(new Random(7));
    imported(imports, "big.pcap", Captures.pcap(60_000));
    assertThat(log.source("big.pcap").frames()).isEqualTo(Captures.frames(60_000));
  }

  @Test
  void an_import_that_was_stored_is_finished_after_a_restart() throws Exception {
    Imports imports = started();
    log.committing(false);
    Imports.Accepted accepted = accept(imports, request("a.pcap", false), Captures.pcap(3000));
    log.die();
    imports.close();
    assertThat(accepted.job().result()).isCancelled();
    log.committing(true);
    log.comeBack();
    ImportJob resumed = started().find("a.pcap").orElseThrow();
    assertThat(result(resumed).totals()).isNotNull();
    assertThat(log.source("a.pcap").frames()).isEqualTo(Captures.frames(3000));
  }

  @Test
  void a_name_that_the_log_holds_for_another_source_is_numbered() throws Exception {
    Imports imports = started();
    imported(imports, "a.pcap", Captures.pcap(10));
    imports.close();
    deleteAll(directory.resolve("imports"));
    ImportRecord record = imported(started(), "a.pcap", Captures.pcap(20));
    assertThat(record.source()).isEqualTo("a.pcap#2");
    assertThat(log.source("a.pcap#2").frames()).isEqualTo(Captures.frames(20));
  }

  @Test
  void a_truncated_tail_is_a_loss_and_the_rest_is_imported() throws Exception {
    byte[] whole = Captures.pcap(10);
    ImportRecord record = imported(started(), "cut.pcap", Arrays.copyOf(whole, whole.length - 5));
    assertThat(log.source("cut.pcap").frames()).isEqualTo(Captures.frames(9));
    assertThat(record.losses()).singleElement().matches(l -> l.description().contains("ends"));
    assertThat(log.source("cut.pcap").losses())
        .singleElement()
        .matches(l -> l.getBeforePosition() == 9 && l.getHop() == LossHop.LOSS_HOP_CAPTURE_FILE);
  }

  @Test
  void what_the_writer_dropped_behind_the_last_frame_is_a_loss() throws Exception {
    imported(started(), "drops.pcapng", Captures.droppedAtTheEnd(7));
    assertThat(log.source("drops.pcapng").frames()).hasSize(1);
    assertThat(log.source("drops.pcapng").losses())
        .singleElement()
        .matches(l -> l.getBeforePosition() == 1 && l.getCount() == 7);
  }

  @Test
  void damaged_blocks_are_losses_where_they_are() throws Exception {
    imported(started(), "damaged.pcapng", Captures.damaged());
    assertThat(log.source("damaged.pcapng").frames()).hasSize(2);
    assertThat(log.source("damaged.pcapng").losses())
        .extracting(l -> l.getBeforePosition() + " " + l.getCount())
        .containsExactly("1 1", "2 1");
    assertThat(log.source("damaged.pcapng").losses())
        .allMatch(l -> l.getDescription().contains("interface 3 is not described"));
  }

  @Test
  void what_was_dropped_and_where_the_file_was_cut_are_two_losses_at_its_end() throws Exception {
    byte[] whole = Captures.droppedAtTheEnd(7);
    byte[] cut = Arrays.copyOf(whole, whole.length + 6);
    cut[whole.length] = 6; // the beginning of a block of packets
    ImportRecord record = imported(started(), "cut.pcapng", cut);
    assertThat(log.source("cut.pcapng").losses())
        .allMatch(l -> l.getBeforePosition() == 1)
        .extracting(FrameLoss::getUnit, FrameLoss::getCount)
        .containsExactly(
            tuple(LossUnit.LOSS_UNIT_FRAMES, 7L), tuple(LossUnit.LOSS_UNIT_UNKNOWN, 0L));
    assertThat(record.losses().getFirst().description()).contains("dropped");
    assertThat(record.losses().getLast().description()).contains("ends");
    assertThat(record.totals())
        .isNotNull()
        .extracting(IngestTotals::lost)
        .isEqualTo(Map.of("frames", 7L, "unknown", 1L));
  }

  @Test
  void foreign_and_empty_files_are_refused_with_what_was_found() throws Exception {
    Imports imports = started();
    refused(imports, "e.pcap", new byte[0], Reason.EMPTY_FILE, "empty");
    refused(imports, "e.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0}, Reason.CORRUPT_FILE, "gzip");
    refused(
        imports,
        "e.pcap",
        Arrays.copyOf(Captures.pcap(1), 10),
        Reason.CORRUPT_FILE,
        "within its header");
    assertThat(filesIn(directory.resolve("imports"))).isEmpty();
  }

  @Test
  void a_foreign_stream_is_refused_long_before_its_end() throws Exception {
    Imports imports = started();
    InputStream zeros = new ByteArrayInputStream(new byte[8 << 20]);
    assertThatThrownBy(() -> imports.accept(request("zeros", false), zeros))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_FORMAT));
    assertThat(zeros.available()).isPositive();
    assertThat(filesIn(directory.resolve("imports"))).isEmpty();
  }

  @Test
  void a_file_over_the_limit_is_refused_and_leaves_nothing() throws Exception {
    Imports imports = started(new ImportLimits(100, 1000, 1 << 28, 0, 2, List.of()));
    refused(imports, "a.pcap", Captures.pcap(10), Reason.FILE_TOO_LARGE, "limit of 100");
    assertThat(filesIn(directory.resolve("imports"))).isEmpty();
  }

  @Test
  void a_disk_without_room_beyond_its_reserve_refuses() throws Exception {
    Imports imports =
        started(new ImportLimits(1 << 20, 1000, 1 << 28, Long.MAX_VALUE / 2, 2, List.of()));
    refused(imports, "a.pcap", Captures.pcap(10), Reason.DISK_FULL, "reserve");
    assertThat(filesIn(directory.resolve("imports"))).isEmpty();
  }

  @Test
  void a_path_of_the_server_is_read_in_place_below_a_root_only() throws Exception {
    Imports imports = started();
    Path root = Files.createDirectories(directory.resolve("root"));
    Path outside = Files.write(directory.resolve("secret.pcap"), Captures.pcap(5));
    Path inside = Files.write(root.resolve("in.pcap"), Captures.pcap(7));
    Path link = Files.createSymbolicLink(root.resolve("link.pcap"), outside);

    assertThat(result(imports.acceptPath(path(inside)).job()).source()).isEqualTo("in.pcap");
    assertThat(log.source("in.pcap").frames()).isEqualTo(Captures.frames(7));
    for (String escape :
        List.of(outside.toString(), link.toString(), root + "/../secret.pcap", "in.pcap")) {
      assertThatThrownBy(() -> imports.acceptPath(path(Path.of(escape))))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.PATH_NOT_ALLOWED));
    }
  }

  @Test
  void parts_of_broken_uploads_are_removed_at_start() throws Exception {
    Path parts = Files.createDirectories(directory.resolve("imports"));
    Files.write(parts.resolve(".0000.part"), new byte[10]);
    started();
    assertThat(filesIn(parts)).isEmpty();
  }

  private static void refused(
      Imports imports, String name, byte[] content, Reason reason, String words) {
    assertThatThrownBy(() -> accept(imports, request(name, false), content))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(words);
  }

  private static ImportRecord imported(Imports into, String name, byte[] content) throws Exception {
    return result(accept(into, request(name, false), content).job());
  }

  private static Imports.Accepted accept(Imports into, ImportRequest request, byte[] content) {
    try {
      return into.accept(request, new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImportRecord result(ImportJob job) throws Exception {
    ImportRecord record = job.result().get(20, TimeUnit.SECONDS);
    assertThat(record.failure()).isEmpty();
    return record;
  }

  private static ImportRequest request(String name, boolean again) {
    return new ImportRequest(name, "", 0, again, "", Reading.DETECTED, 0, Offer.NONE);
  }

  private static ImportRequest path(Path path) {
    return new ImportRequest(
        path.getFileName().toString(),
        "",
        0,
        false,
        path.toString(),
        Reading.DETECTED,
        0,
        Offer.NONE);
  }

  private static List<Path> filesIn(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void deleteAll(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
