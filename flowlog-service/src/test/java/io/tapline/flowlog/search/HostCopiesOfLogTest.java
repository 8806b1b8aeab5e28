package io.tapline.flowlog.search;

import static io.tapline.flowlog.search.LogFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.hostcopy.HostCopies;
import io.tapline.flowlog.hostcopy.HostCopyMaker;
import io.tapline.flowlog.hostcopy.HostCopyMetrics;
import io.tapline.flowlog.hostcopy.HostCopySettings;
import io.tapline.flowlog.segment.BackgroundEngine;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.DuckDbSettings;
import io.tapline.flowlog.store.PostgresSegmentStore;
import io.tapline.flowlog.store.RegistrySnapshots;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.Segments;
import io.tapline.flowlog.store.StoreMetrics;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Registry, cache, copies and their maker put together as in the service. */
class HostCopiesOfLogTest {
  private static final String HOST = "host = 10.0.1.2";
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  @TempDir Path directory;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private DuckDb duckDb;
  private HostCopyMaker maker;
  private Engine engine;

  @BeforeEach
  void open() throws Exception {
    DuckDbSettings settings = DuckDbSettings.in(directory);
    duckDb = DuckDb.open(settings);
    StoreMetrics metrics = new StoreMetrics(registry);
    HostCopies copies =
        HostCopies.open(
            new HostCopySettings(
                directory.resolve("hosts"),
                1 << 20,
                100,
                100,
                8,
                Duration.ofMinutes(10),
                Duration.ofMinutes(1)),
            new HostCopyMetrics(registry),
            System::nanoTime);
    SegmentCache cache =
        SegmentCache.open(
            directory.resolve("segments"),
            1 << 20,
            new PostgresSegmentStore(database.log()),
            metrics,
            copies::forget);
    maker = new HostCopyMaker(copies, cache, new BackgroundEngine(settings), () -> false);
    maker.start();
    engine =
        new Engine(
            duckDb,
            new RegistrySnapshots(database.log(), cache, copies, 1 << 20, metrics),
            Duration.ofSeconds(30));
    Segments segments = new Segments(database, duckDb, directory);
    for (int rows : List.of(500, 200, 50)) {
      segments.commit(rows);
    }
  }

  @AfterEach
  void close() throws Exception {
    maker.close();
    engine.close();
    duckDb.close();
  }

  private double counter(String name) {
    return registry.counter("tapline.flowlog.host.copies." + name).count();
  }

  private Search.Count count() {
    return new Search(engine).count(question(HOST), new Cancellation()).value();
  }

  /** Asks until a question reads copies, then once more. */
  private Search.Count countFromCopies(double made) {
    Await.until(
        "copies are made",
        () -> {
          var _ = count();
          return counter("made") >= made;
        });
    assertThat(counter("made")).isEqualTo(made);
    double used = counter("used");
    Search.Count count = count();
    assertThat(counter("used")).isGreaterThan(used);
    return count;
  }

  @Test
  void the_large_segments_are_copied_when_a_host_is_asked_for() throws Exception {
    Search.Count before = count();
    assertThat(before.connections()).isPositive();
    assertThat(countFromCopies(4)).isEqualTo(before);
  }

  @Test
  void copies_that_were_broken_or_deleted_are_made_again_and_no_answer_suffers() throws Exception {
    Search.Count before = count();
    countFromCopies(4);
    try (var files = Files.newDirectoryStream(directory.resolve("hosts"), "*-client-*")) {
      for (Path file : files) {
        Files.write(file, new byte[100]);
      }
    }
    assertThat(count()).isEqualTo(before);
    assertThat(countFromCopies(6)).isEqualTo(before);
    assertThat(counter("lost")).isEqualTo(2);
    assertThat(counter("failed")).isZero();
  }

  @Test
  void other_questions_have_none_made() {
    new Search(engine).count(question("service = dns"), new Cancellation());
    assertThat(counter("made") + counter("refused")).isZero();
    assertThat(directory.resolve("hosts")).isEmptyDirectory();
  }
}
