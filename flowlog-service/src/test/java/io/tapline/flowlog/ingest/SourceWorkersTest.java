package io.tapline.flowlog.ingest;

import static io.tapline.flowlog.ingest.IngestHarness.NAME;
import static io.tapline.flowlog.ingest.IngestHarness.OFTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.PassingStore;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.flowlog.ingest.Feeder.Said;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.store.SegmentQuestion;
import io.tapline.flowlog.store.StillWanted;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.tapline.wire.flow.LossUnit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SourceWorkersTest {
  private static final Traffic TRAFFIC = new Traffic(2, 3000);
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final IngestHarness harness = new IngestHarness(database);
  private final SourceWorkers workers = harness.workers();

  private List<Row> ingest(SourceWorkers over) throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = over.open(NAME, SourceEncoding.PACKETS, feeder);
    long from = feeder.await(Said.Opened.class).lease().nextPosition();
    for (int at = (int) from; at < TRAFFIC.size(); at += 250) {
      worker.submit(new Work.Frames(TRAFFIC.block(at, Math.min(at + 250, TRAFFIC.size()))));
      feeder.await(Said.Consumed.class);
    }
    worker.submit(new Work.Finish(TRAFFIC.size()));
    Said.Finished finished = feeder.await(Said.Finished.class);
    assertThat(finished.account().frames()).isEqualTo(TRAFFIC.size());
    assertThat(finished.account().bytes()).isEqualTo(TRAFFIC.bytes());
    assertThat(finished.account().outcomes().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(TRAFFIC.size());
    List<Row> rows = harness.rows();
    assertThat(finished.account().connections()).isEqualTo(rows.size());
    return rows;
  }

  @Test
  void every_frame_is_counted_once_in_an_outcome_and_rows_hold_all_connections() throws Exception {
    List<Row> rows = ingest(workers);
    long packets = rows.stream().mapToLong(r -> r.clientPackets() + r.serverPackets()).sum();
    assertThat(harness.count("tapline.flowlog.frames")).isEqualTo(TRAFFIC.size());
    assertThat(
            harness.log.registry.counter("tapline.flowlog.frames", "outcome", "connection").count())
        .isEqualTo((double) packets);
    assertThat(harness.count("tapline.flowlog.connections")).isPositive();
    assertThat(harness.count("tapline.flowlog.connections.evicted")).isPositive();
    Feeder again = new Feeder();
    workers.open(NAME, SourceEncoding.PACKETS, again);
    assertThat(again.await(Said.Opened.class).lease().finished()).isTrue();
  }

  @Test
  void a_source_of_packets_covers_from_its_first_frame_to_its_last() throws Exception {
    ingest(workers);
    assertThat(
            database.number(
                """
                SELECT count(*) FROM flowlog.source
                WHERE first_covered_time = first_frame_time AND last_covered_time = last_frame_time"""))
        .isEqualTo(1);
  }

  @Test
  void a_lost_commit_answer_does_not_double_a_connection() throws Exception {
    List<Row> expected = ingest(workers);
    database.empty();
    AtomicInteger commits = new AtomicInteger();
    CheckpointStore deaf =
        new PassingStore(harness.store) {
          @Override
          public Committed commit(Checkpoint checkpoint) {
            Committed committed = super.commit(checkpoint);
            if (commits.incrementAndGet() % 2 == 1) {
              throw new Refusal(Reason.STORE_UNAVAILABLE, "the answer was lost");
            }
            return committed;
          }
        };
    assertThat(ingest(harness.workers(deaf, OFTEN, 1))).isEqualTo(expected);
    assertThat(harness.count("tapline.flowlog.checkpoint.failures")).isPositive();
  }

  @Test
  void a_store_that_is_away_stops_the_worker_and_nothing_is_lost() throws Exception {
    List<Row> expected = ingest(workers);
    database.empty();
    AtomicInteger away = new AtomicInteger(4);
    CheckpointStore moody =
        new PassingStore(harness.store) {
          @Override
          public Committed commit(Checkpoint checkpoint) {
            if (away.getAndDecrement() > 0) {
              throw new Refusal(Reason.STORE_UNAVAILABLE, "away");
            }
            return super.commit(checkpoint);
          }
        };
    assertThat(ingest(harness.workers(moody, OFTEN, 1))).isEqualTo(expected);
  }

  @Test
  void rows_are_durable_soon_although_nothing_more_comes() throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    feeder.await(Said.Opened.class);
    worker.submit(new Work.Frames(TRAFFIC.block(0, 10)));
    assertThat(feeder.await(Said.Acknowledged.class).nextPosition()).isEqualTo(10);
    assertThat(harness.rows())
        .isNotEmpty()
        .allMatch(row -> row.closeReason().name().equals("OPEN"));
  }

  @Test
  void a_second_call_takes_the_source_over() throws Exception {
    Feeder first = new Feeder();
    SourceWorker zombie = workers.open(NAME, SourceEncoding.PACKETS, first);
    first.await(Said.Opened.class);
    zombie.submit(new Work.Frames(TRAFFIC.block(0, 100)));
    first.await(Said.Acknowledged.class);
    Feeder second = new Feeder();
    workers.open(NAME, SourceEncoding.PACKETS, second);
    Lease lease = second.await(Said.Opened.class).lease();
    assertThat(lease.nextPosition()).isEqualTo(100);
    assertReason(first.await(Said.Failed.class), Reason.FENCED);
    assertThat(workers.active()).isEqualTo(1);
  }

  @Test
  void a_worker_whose_source_was_taken_over_elsewhere_commits_nothing() throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker zombie = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    feeder.await(Said.Opened.class);
    assertThat(harness.store.open("probe", "eth0", SourceEncoding.PACKETS).epoch()).isEqualTo(2);
    zombie.submit(new Work.Frames(TRAFFIC.block(0, 100)));
    assertReason(feeder.await(Said.Failed.class), Reason.FENCED);
    assertThat(harness.rows()).isEmpty();
  }

  @Test
  void a_gap_is_refused_and_frames_sent_again_are_not_counted_again() throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    worker.submit(new Work.Frames(TRAFFIC.block(0, 100)));
    worker.submit(new Work.Frames(TRAFFIC.block(40, 140)));
    worker.submit(new Work.Frames(TRAFFIC.block(0, 30)));
    worker.submit(new Work.End());
    feeder.await(Said.Ended.class);
    assertThat(harness.count("tapline.flowlog.frames")).isEqualTo(140);
    assertThat(harness.count("tapline.flowlog.frames.repeated")).isEqualTo(60 + 30);
    Feeder second = new Feeder();
    SourceWorker next = workers.open(NAME, SourceEncoding.PACKETS, second);
    next.submit(new Work.Frames(TRAFFIC.block(141, 150)));
    assertReason(second.await(Said.Failed.class), Reason.INVALID_BATCH);
  }

  @Test
  void a_wrong_number_of_frames_at_the_end_is_refused() throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    worker.submit(new Work.Frames(TRAFFIC.block(0, 100)));
    worker.submit(new Work.Finish(101));
    assertReason(feeder.await(Said.Failed.class), Reason.INVALID_BATCH);
  }

  @Test
  void a_loss_counts_once_however_often_it_is_told() throws Exception {
    long t0 = Traffic.T0;
    SourceLoss loss =
        new SourceLoss(1, 50, 9, LossUnit.FRAMES, "capture.kernel", t0, t0 + 5, "nine");
    SourceLoss last =
        new SourceLoss(2, 100, 3, LossUnit.FRAMES, "capture.file", t0 + 6, t0 + 7, "three");
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    worker.submit(new Work.Frames(TRAFFIC.block(0, 100, List.of(loss, last))));
    assertThat(feeder.await(Said.Acknowledged.class).losses()).containsExactly(1L, 2L);
    worker.submit(new Work.Frames(TRAFFIC.block(20, 120, List.of(loss, last))));
    worker.submit(new Work.Finish(120));
    assertThat(feeder.await(Said.Finished.class).lost().frames()).isEqualTo(12);
    try (var snapshot =
        harness.log.snapshots.open(SegmentQuestion.over(0, Long.MAX_VALUE), StillWanted.ALWAYS)) {
      assertThat(snapshot.lost().frames()).isEqualTo(12);
      assertThat(snapshot.losses()).extracting("count").containsExactly(3L, 9L);
      assertThat(snapshot.losses()).extracting("source").containsOnly("probe/eth0");
    }
  }

  @Test
  void more_sources_than_the_limit_are_refused_and_counted() {
    workers.open(NAME, SourceEncoding.PACKETS, new Feeder());
    workers.open(new SourceName("probe", "eth1"), SourceEncoding.PACKETS, new Feeder());
    SourceName third = new SourceName("probe", "eth2");
    assertThatThrownBy(() -> workers.open(third, SourceEncoding.PACKETS, new Feeder()))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.SOURCE_LIMIT));
    assertThat(harness.count("tapline.flowlog.sources.refused")).isEqualTo(1);
  }

  @Test
  void stopping_makes_what_was_consumed_durable() throws Exception {
    CheckpointPolicy seldom =
        new CheckpointPolicy(Duration.ofHours(1), Duration.ofHours(1), 0.5, 0.5, 1 << 20);
    SourceWorkers lazy = harness.workers(harness.store, seldom, 1);
    Feeder feeder = new Feeder();
    SourceWorker worker = lazy.open(NAME, SourceEncoding.PACKETS, feeder);
    worker.submit(new Work.Frames(TRAFFIC.block(0, 100)));
    feeder.await(Said.Consumed.class);
    lazy.close();
    assertThat(feeder.await(Said.Acknowledged.class).nextPosition()).isEqualTo(100);
    assertReason(feeder.await(Said.Failed.class), Reason.STORE_UNAVAILABLE);
    assertThat(harness.store.open("probe", "eth0", SourceEncoding.PACKETS).nextPosition())
        .isEqualTo(100);
  }

  @Test
  void at_the_end_every_source_is_told_at_once_though_one_cannot_become_durable() throws Exception {
    CheckpointPolicy seldom =
        new CheckpointPolicy(Duration.ofHours(1), Duration.ofHours(1), 0.5, 0.5, 1 << 20);
    CountDownLatch goOn = new CountDownLatch(1);
    CheckpointStore stuck =
        new PassingStore(harness.store) {
          @Override
          public Committed commit(Checkpoint checkpoint) {
            if (checkpoint.sourceId() == 1) {
              await(goOn);
            }
            return super.commit(checkpoint);
          }
        };
    SourceWorkers both = harness.workers(stuck, seldom, 2);
    Feeder first = consumed(both, NAME);
    Feeder second = consumed(both, new SourceName("probe", "eth1"));
    Thread closing = Thread.ofPlatform().start(both::close);
    long begin = System.nanoTime();
    assertThat(second.await(Said.Acknowledged.class).nextPosition()).isEqualTo(100);
    assertReason(second.await(Said.Failed.class), Reason.STORE_UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    goOn.countDown();
    assertThat(first.await(Said.Acknowledged.class).nextPosition()).isEqualTo(100);
    closing.join();
  }

  private static Feeder consumed(SourceWorkers by, SourceName name) {
    Feeder feeder = new Feeder();
    SourceWorker worker = by.open(name, SourceEncoding.PACKETS, feeder);
    feeder.await(Said.Opened.class);
    worker.submit(new Work.Frames(TRAFFIC.block(0, 100)));
    feeder.await(Said.Consumed.class);
    return feeder;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_source_that_hands_over_more_than_is_taken_makes_the_log_busy_for_a_while()
      throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    feeder.await(Said.Opened.class);
    assertThat(workers.isBusy()).isFalse();
    for (int at = 0; at < 2_000; at += 10) {
      worker.submit(new Work.Frames(TRAFFIC.block(at, at + 10)));
    }
    assertThat(workers.isBusy()).isTrue();
    for (int i = 0; i < 200; i++) {
      feeder.await(Said.Consumed.class);
    }
    Await.until("the log is busy no longer", () -> !workers.isBusy());
  }

  private static void assertReason(Said.Failed failed, Reason reason) {
    assertThat(failed.why())
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
