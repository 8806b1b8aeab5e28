package io.tapline.capture.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.FakeLog;
import io.tapline.capture.Hop;
import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.BatchMessages;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryLimits;
import io.tapline.capture.deliver.IngestLinkClient;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.tapline.type.v1.FrameLoss;
import io.tapline.type.v1.LossHop;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final SpoolLimits LARGE = new SpoolLimits(1 << 20, 1 << 30, 1 << 30);
  private static final SpoolLimits SMALL = new SpoolLimits(4000, 20_000, 0);
  private static final DeliveryLimits FAST = new DeliveryLimits(1 << 20, 5, 20);
  private static final int FRAME_BYTES = 100;

  @TempDir Path directory;
  private final FakeLog log = new FakeLog();
  private final List<AutoCloseable> running = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : running.reversed()) {
      closeable.close();
    }
    log.close();
  }

  @Test
  void frames_are_read_as_they_were_appended_once_flushed() throws Exception {
    Spool spool = open(LARGE);
    append(spool, 0, 10);
    assertThat(spool.endPosition()).isZero();
    spool.flush();
    Batch batch = read(spool, 3);
    assertThat(batch.firstPosition()).isEqualTo(3);
    assertThat(batch.frames()).isEqualTo(7);
    assertThat(batch.timeNanos()[0]).isEqualTo(1003);
  }

  @Test
  void a_killed_sensor_continues_its_positions_and_says_that_it_was_away() throws Exception {
    Spool killed = open(LARGE);
    append(killed, 0, 10);
    killed.flush();
    tearLastFile();
    Spool next = open(LARGE);
    assertThat(next.endPosition()).isEqualTo(9);
    append(next, 10, 5);
    next.flush();
    assertThat(next.handOut(0, 100))
        .singleElement()
        .matches(l -> l.hop() == Hop.RESTART && l.beforePosition() == 9);
    assertThat(next.totals().frames()).isEqualTo(14);
  }

  @Test
  void a_source_resumes_from_the_durable_position_after_the_log_died() throws Exception {
    Spool spool = open(LARGE);
    deliver(spool, "eth");
    append(spool, 0, 500);
    spool.flush();
    Await.until(() -> log.source("eth").frames().size() == 500);
    log.die();
    append(spool, 500, 500);
    spool.flush();
    log.comeBack();
    Await.until(() -> log.source("eth").frames().size() == 1000);
    assertThat(log.source("eth").frames()).isEqualTo(frames(0, 1000));
    Await.until(() -> spool.totals().acknowledgedFrames() == 1000);
  }

  @Test
  void nothing_is_lost_or_doubled_when_calls_break_at_random() throws Exception {
    log.accidents(new Random(3));
    Spool spool = open(new SpoolLimits(4000, 1 << 30, 1 << 30));
    deliver(spool, "eth");
    for (int i = 0; i < 2000; i += 50) {
      append(spool, i, 50);
      spool.flush();
    }
    Await.until(() -> log.source("eth").frames().size() == 2000);
    assertThat(log.source("eth").frames()).isEqualTo(frames(0, 2000));
  }

  @Test
  void a_full_spool_drops_the_oldest_and_says_so() throws Exception {
    Spool spool = open(SMALL);
    append(spool, 0, 1000);
    spool.flush();
    long oldest = spool.oldestPosition();
    assertThat(oldest).isPositive();
    assertThat(spool.totals().spoolDropped()).isEqualTo(oldest);
    spool.settle();
    assertThat(filesBytes()).isLessThan(26_000);

    deliver(spool, "eth");
    Await.until(() -> log.source("eth").frames().size() == 1000 - oldest);
    assertThat(log.source("eth").frames()).isEqualTo(frames((int) oldest, 1000));
    FrameLoss loss = log.source("eth").losses().getFirst();
    assertThat(loss.getCount()).isEqualTo(oldest);
    assertThat(loss.getHop()).isEqualTo(LossHop.LOSS_HOP_CAPTURE_SPOOL);
    assertThat(loss.getBeforePosition()).isZero();
    Await.until(() -> spool.totals().acknowledgedFrames() == 1000);
    assertThat(spool.totals().spoolDropped()).isEqualTo(oldest);
  }

  @Test
  void a_position_that_was_let_go_of_has_expired() throws Exception {
    Spool spool = open(SMALL);
    append(spool, 0, 1000);
    assertThatThrownBy(() -> read(spool, 0))
        .isInstanceOfSatisfying(
            Refusal.class,
            e ->
                assertThat(e.details())
                    .containsEntry("oldest_position", String.valueOf(spool.oldestPosition())));
  }

  @Test
  void losses_reach_the_log_before_the_right_frame_and_once() throws Exception {
    Spool spool = open(LARGE);
    append(spool, 0, 5);
    spool.lost(Hop.KERNEL, 7, LossUnit.FRAMES, "buffer");
    append(spool, 5, 5);
    spool.flush();
    log.committing(false);
    deliver(spool, "eth");
    Await.until(() -> log.source("eth").uncommittedFrames() == 10);
    log.die();
    log.committing(true);
    log.comeBack();
    Await.until(() -> log.source("eth").frames().size() == 10);
    assertThat(log.source("eth").losses())
        .singleElement()
        .matches(l -> l.getCount() == 7 && l.getBeforePosition() == 5);
  }

  @Test
  void losses_polled_while_no_frame_passes_reach_the_log_as_one_with_the_sum() throws Exception {
    Spool spool = open(LARGE);
    append(spool, 0, 5);
    for (int i = 1; i <= 10; i++) {
      spool.lost(Hop.KERNEL, i, LossUnit.FRAMES, "buffer");
    }
    append(spool, 5, 5);
    spool.flush();
    deliver(spool, "eth");
    Await.until(() -> log.source("eth").frames().size() == 10);
    assertThat(log.source("eth").losses()).singleElement().matches(l -> l.getCount() == 55);
  }

  @Test
  void losses_after_the_last_frame_are_delivered_before_the_source_is_finished() throws Exception {
    Spool spool = open(LARGE);
    append(spool, 0, 5);
    spool.lost(Hop.KERNEL, 7, LossUnit.FRAMES, "buffer");
    spool.lost(Hop.INTERFACE, 3, LossUnit.FRAMES, "card");
    spool.close();
    deliver(spool, "eth");
    Await.until(() -> log.source("eth").finished());
    assertThat(log.source("eth").losses())
        .allMatch(l -> l.getBeforePosition() == 5)
        .extracting(FrameLoss::getCount)
        .containsExactlyInAnyOrder(7L, 3L);
  }

  @Test
  void what_is_lost_is_delivered_once_whatever_breaks_and_whenever_the_sensor_restarts()
      throws Exception {
    Random random = new Random(11);
    log.accidents(new Random(12));
    SpoolLimits limits = new SpoolLimits(4000, 1 << 30, 1 << 30);
    Map<Hop, Long> lost = new EnumMap<>(Map.of(Hop.KERNEL, 0L, Hop.INTERFACE, 0L));
    Map<String, Long> units = new TreeMap<>();
    int frames = 0;
    Spool spool = open(limits);
    Delivery delivery = delivery(spool, "eth");
    for (int i = 0; i < 150; i++) {
      int more = random.nextInt(4) * random.nextInt(20);
      append(spool, frames, more);
      frames += more;
      Hop hop = random.nextBoolean() ? Hop.KERNEL : Hop.INTERFACE;
      LossUnit unit = random.nextBoolean() ? LossUnit.FRAMES : LossUnit.DATAGRAMS;
      long drops = 1L + random.nextInt(5);
      spool.lost(hop, drops, unit, "a drop");
      lost.merge(hop, drops, Long::sum);
      units.merge("LOSS_UNIT_" + unit, drops, Long::sum);
      if (random.nextBoolean()) {
        spool.flush();
        spool.settle();
      }
      if (random.nextInt(15) == 0) {
        delivery.close();
        spool.close();
        spool = open(limits);
        delivery = delivery(spool, "eth");
      }
    }
    spool.close();
    log.accidents(null);
    Await.until(() -> log.source("eth").finished());
    delivery.close();
    assertThat(log.source("eth").frames()).isEqualTo(frames(0, frames));
    lost.forEach((hop, drops) -> assertThat(lostAt(hop)).as(hop.wireName()).isEqualTo(drops));
    assertThat(lostByUnit()).containsAllEntriesOf(units).hasSize(units.size());
  }

  @Test
  void a_silent_source_whose_spool_fails_reports_each_loss_once() throws Exception {
    SteppedClock clock = new SteppedClock();
    Spool spool = new Spool(directory.resolve("eth"), LARGE, clock);
    spool.open();
    Delivery delivery = delivery(spool, "eth");
    for (int i = 1; i <= 5; i++) {
      spool.lost(Hop.KERNEL, 1, LossUnit.FRAMES, "a drop");
      spool.lost(Hop.KERNEL, 1, LossUnit.FRAMES, "a drop");
      clock.step(11_000);
      int reported = i;
      Await.until(() -> log.source("eth").losses().size() == reported);
    }
    append(spool, 0, 3);
    spool.flush();
    Await.until(() -> log.source("eth").frames().size() == 3);
    spool.lost(Hop.KERNEL, 5, LossUnit.FRAMES, "a drop");
    spool.close();
    Await.until(() -> log.source("eth").finished());
    delivery.close();
    assertThat(lostAt(Hop.KERNEL)).isEqualTo(15);
    assertThat(log.source("eth").losses()).hasSize(6);
  }

  @Test
  void a_loss_after_the_last_frame_counts_once_though_the_sensor_was_killed_and_later_ones_too()
      throws Exception {
    SteppedClock clock = new SteppedClock();
    Spool killed = new Spool(directory.resolve("eth"), LARGE, clock);
    killed.open();
    Delivery first = delivery(killed, "eth");
    append(killed, 0, 3);
    killed.flush();
    killed.lost(Hop.KERNEL, 7, LossUnit.FRAMES, "a drop");
    clock.step(11_000);
    Await.until(() -> lostAt(Hop.KERNEL) == 7);
    first.close(); // and nothing else: what it would write down at its end is not there
    for (int run = 1; run <= 3; run++) {
      Spool next = open(LARGE);
      next.lost(Hop.INTERFACE, 1, LossUnit.FRAMES, "a drop");
      append(next, 2 + run, 1);
      next.flush();
      Delivery delivery = delivery(next, "eth");
      int frames = 3 + run;
      Await.until(() -> log.source("eth").frames().size() == frames);
      delivery.close();
    }
    assertThat(lostAt(Hop.KERNEL)).isEqualTo(7);
    assertThat(lostAt(Hop.INTERFACE)).isEqualTo(3);
  }

  @Test
  void losses_of_a_new_spool_are_not_taken_for_those_of_a_spool_that_is_gone() throws Exception {
    for (int run = 1; run <= 3; run++) {
      Spool spool = open(LARGE);
      append(spool, 0, 5);
      spool.flush();
      spool.lost(Hop.KERNEL, 2, LossUnit.FRAMES, "a drop");
      append(spool, 5, 1);
      spool.flush();
      Delivery delivery = delivery(spool, "eth");
      int frames = 6 * run;
      Await.until(() -> log.source("eth").frames().size() == frames);
      delivery.close();
      spool.delete();
    }
    assertThat(lostAt(Hop.KERNEL)).isEqualTo(6);
  }

  /** Of known sizes. */
  private Map<String, Long> lostByUnit() {
    Map<String, Long> lost = new TreeMap<>();
    for (FrameLoss loss : log.source("eth").losses()) {
      if (loss.getCount() > 0) {
        lost.merge(loss.getUnit().name(), loss.getCount(), Long::sum);
      }
    }
    return lost;
  }

  private long lostAt(Hop hop) {
    return log.source("eth").losses().stream()
        .filter(loss -> loss.getHop() == BatchMessages.toMessage(hop))
        .mapToLong(FrameLoss::getCount)
        .sum();
  }

  @Test
  void a_damaged_file_is_a_counted_loss_and_what_follows_is_delivered() throws Exception {
    Spool first = open(new SpoolLimits(4000, 1 << 30, 1 << 30));
    append(first, 0, 100);
    first.close();
    long second = SpoolFile.firstOf(files().get(1));
    try (RandomAccessFile file = new RandomAccessFile(files().getFirst().toFile(), "rw")) {
      file.setLength(1000);
    }
    Spool next = open(LARGE);
    deliver(next, "eth");
    Await.until(() -> log.source("eth").frames().size() == 100 - second);
    assertThat(log.source("eth").frames()).isEqualTo(frames((int) second, 100));
    assertThat(log.source("eth").losses()).anyMatch(l -> l.getCount() == second);
  }

  @Test
  void a_log_that_knows_more_than_the_spool_numbers_on() throws Exception {
    Spool first = open(LARGE);
    Deliverer delivery = deliver(first, "eth");
    append(first, 0, 20);
    first.flush();
    Await.until(() -> log.source("eth").frames().size() == 20);
    delivery.close();
    first.delete();
    Spool second = open(LARGE);
    append(second, 20, 20);
    second.flush();
    deliver(second, "eth");
    Await.until(() -> log.source("eth").frames().size() == 40);
    assertThat(log.source("eth").frames()).isEqualTo(frames(0, 40));
  }

  private Spool open(SpoolLimits limits) throws IOException {
    Spool spool = new Spool(directory.resolve("eth"), limits, Clock.systemUTC());
    spool.open();
    return spool;
  }

  private Deliverer deliver(Spool spool, String name) {
    return delivery(spool, name).deliverer();
  }

  private Delivery delivery(Spool spool, String name) {
    SpoolFeed feed = new SpoolFeed(spool, name, Encoding.PACKETS, n -> n + "#2");
    Deliverer deliverer =
        new Deliverer(
            "local", feed, new IngestLinkClient(log.channel()), FAST, new CaptureCounters());
    Delivery delivery = new Delivery(feed, deliverer);
    running.add(delivery);
    deliverer.start();
    return delivery;
  }

  private record Delivery(SpoolFeed feed, Deliverer deliverer) implements AutoCloseable {
    @Override
    public void close() {
      deliverer.close();
      feed.close();
    }
  }

  /** Stands still until it is stepped. */
  private static final class SteppedClock extends Clock {
    private final AtomicLong millis = new AtomicLong(1_000_000);

    void step(long by) {
      millis.addAndGet(by);
    }

    @Override
    public long millis() {
      return millis.get();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static void append(Spool spool, int from, int count) {
    for (int i = from; i < from + count; i++) {
      byte[] frame = frame(i);
      spool.frame(frame, frame.length, frame.length + 1, 1000 + i, 1);
    }
  }

  private static byte[] frame(int index) {
    byte[] frame = new byte[FRAME_BYTES];
    frame[0] = (byte) index;
    frame[1] = (byte) (index >> 8);
    return frame;
  }

  private static List<String> frames(int from, int to) {
    List<String> frames = new ArrayList<>();
    for (int i = from; i < to; i++) {
      frames.add(FakeLog.describe(1000 + i, FRAME_BYTES + 1, 1, frame(i)));
    }
    return frames;
  }

  private static Batch read(Spool spool, long position) {
    try (SpoolCursor cursor = spool.cursor(position)) {
      BatchBuilder batch = new BatchBuilder(position);
      cursor.read(batch);
      return batch.build();
    }
  }

  private void tearLastFile() throws IOException {
    Path last = files().getLast();
    try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
      file.setLength(file.length() - 10);
    }
  }

  private long filesBytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("eth"))) {
      return files.filter(SpoolFile::isSpoolFile).sorted().toList();
    }
  }
}
