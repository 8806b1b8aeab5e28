package io.tapline.flowlog.ingest;

import static io.tapline.flowlog.ingest.IngestHarness.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.ingest.Feeder.Said;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.flowlog.v1.SourceClock;
import io.tapline.rpc.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SourceClockTest {
  private static final Traffic TRAFFIC = new Traffic(2, 3000);
  private static final long HOUR_NANOS = 3_600_000_000_000L;
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final IngestHarness harness = new IngestHarness(database);
  private final SourceWorkers workers = harness.workers();

  @Test
  void a_quiet_live_source_closes_its_idle_connections() throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    worker.submit(new Work.Frames(TRAFFIC.block(0, 10)));
    feeder.await(Said.Acknowledged.class);
    assertThat(harness.rows()).anyMatch(SourceClockTest::open);
    worker.submit(new Work.Clock(Traffic.T0 + HOUR_NANOS, 10));
    assertThat(feeder.await(Said.Acknowledged.class).nextPosition()).isEqualTo(10);
    assertThat(harness.rows()).isNotEmpty().noneMatch(SourceClockTest::open);
    assertThat(harness.count("tapline.flowlog.clocks")).isEqualTo(1);
  }

  @Test
  void a_clock_before_outstanding_frames_waits_or_is_refused() throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    worker.submit(new Work.Frames(TRAFFIC.block(0, 10)));
    worker.submit(new Work.Clock(Traffic.T0 + HOUR_NANOS, 11));
    assertThat(feeder.await(Said.Failed.class).why())
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_BATCH));
    assertThat(harness.rows()).allMatch(SourceClockTest::open);
  }

  @Test
  void clocks_that_keep_their_promise_change_no_row() throws Exception {
    List<Row> expected = ingest(TRAFFIC.size());
    database.empty();
    assertThat(ingest(7)).isEqualTo(expected);
    assertThat(harness.count("tapline.flowlog.clocks")).isGreaterThan(400);
    assertThat(harness.count("tapline.flowlog.frames.late")).isZero();
  }

  @Test
  void frames_earlier_than_the_promised_clock_are_counted_and_lose_nothing() throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    worker.submit(new Work.Frames(TRAFFIC.block(0, 1000)));
    worker.submit(new Work.Clock(Traffic.T0 + 24 * HOUR_NANOS, 1000));
    worker.submit(new Work.Frames(TRAFFIC.block(1000, 1100)));
    worker.submit(new Work.Finish(1100));
    assertThat(feeder.await(Said.Finished.class).account().frames()).isEqualTo(1100);
    long packets =
        harness.rows().stream().mapToLong(r -> r.clientPackets() + r.serverPackets()).sum();
    assertThat(
            harness.log.registry.counter("tapline.flowlog.frames", "outcome", "connection").count())
        .isEqualTo((double) packets);
    assertThat(harness.count("tapline.flowlog.frames.late")).isEqualTo(100);
  }

  @Test
  void a_clock_makes_room_for_the_next_message() throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    worker.submit(new Work.Clock(Traffic.T0, 0));
    feeder.await(Said.Consumed.class);
    worker.submit(new Work.End());
    feeder.await(Said.Ended.class);
    assertThat(harness.count("tapline.flowlog.checkpoints")).isZero();
  }

  @Test
  void a_clock_without_a_valid_time_or_position_is_refused() {
    Timestamp time = Timestamp.newBuilder().setSeconds(1).setNanos(2).build();
    SourceClock valid = SourceClock.newBuilder().setTime(time).setNextPosition(3).build();
    assertThat(ClockMessages.clock(valid)).isEqualTo(new Work.Clock(1_000_000_002, 3));
    refused(valid.toBuilder().clearTime());
    refused(valid.toBuilder().setNextPosition(-1));
    refused(valid.toBuilder().setTime(time.toBuilder().setSeconds(-1)));
    refused(valid.toBuilder().setTime(time.toBuilder().setSeconds(Long.MAX_VALUE)));
    refused(valid.toBuilder().setTime(time.toBuilder().setNanos(1_000_000_000)));
  }

  private static void refused(SourceClock.Builder clock) {
    assertThatThrownBy(() -> ClockMessages.clock(clock.build()))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_BATCH));
  }

  /** Sends all traffic, with a clock after so many frames each. */
  private List<Row> ingest(int framesBetween) throws Exception {
    Feeder feeder = new Feeder();
    SourceWorker worker = workers.open(NAME, SourceEncoding.PACKETS, feeder);
    for (int at = 0; at < TRAFFIC.size(); at += framesBetween) {
      int end = Math.min(at + framesBetween, TRAFFIC.size());
      worker.submit(new Work.Frames(TRAFFIC.block(at, end)));
      feeder.await(Said.Consumed.class);
      if (end < TRAFFIC.size()) {
        worker.submit(new Work.Clock(TRAFFIC.earliestNanosFrom(end), end));
      }
    }
    worker.submit(new Work.Finish(TRAFFIC.size()));
    feeder.await(Said.Finished.class);
    return harness.rows();
  }

  private static boolean open(Row row) {
    return row.closeReason().name().equals("OPEN");
  }
}
