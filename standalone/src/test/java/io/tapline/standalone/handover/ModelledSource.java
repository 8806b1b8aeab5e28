package io.tapline.standalone.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.Hop;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryLimits;
import io.tapline.capture.deliver.IngestLink;
import io.tapline.capture.deliver.IngestTotals;
import io.tapline.capture.spool.Spool;
import io.tapline.capture.spool.SpoolFeed;
import io.tapline.capture.spool.SpoolLimits;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One live source as the sensor runs it, spool and delivery, driven at random, with what must come
 * of it. Everything that is sent is accepted, or is in {@link #lost} when it is lost.
 */
final class ModelledSource {
  private static final SpoolLimits LIMITS = new SpoolLimits(20_000, 1 << 26, 0);
  private static final DeliveryLimits DELIVERY = new DeliveryLimits(1 << 20, 5, 50);
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long T0_NANOS = 1_717_200_000_000_000_000L;
  private static final long PATIENCE_SECONDS = 60;

  private final String name;
  private final Encoding encoding;
  private final LossUnit unit;
  private final Units units;
  private final Random random;
  private final Path directory;
  private final IngestLink link;
  private final Time time = new Time();
  private final Map<LossUnit, Long> lost = new EnumMap<>(LossUnit.class);
  private Spool spool;
  private SpoolFeed feed;
  private Deliverer deliverer;
  private String logName;
  private long accepted;
  private long unknown;
  private long millis;

  /**
   * @param unit what a frame of the source is
   */
  ModelledSource(
      String name,
      Encoding.Kind kind,
      LossUnit unit,
      Units units,
      Random random,
      Path directory,
      IngestLink link)
      throws IOException {
    this.name = name;
    this.logName = name;
    this.encoding = Encoding.of(kind);
    this.unit = unit;
    this.units = units;
    this.random = random;
    this.directory = directory;
    this.link = link;
    this.spool = new Spool(directory, LIMITS, time);
    this.feed = new SpoolFeed(spool, logName, encoding, this::renamed);
    this.deliverer = delivererOf(feed);
    spool.open();
    deliverer.start();
  }

  private Deliverer delivererOf(SpoolFeed frames) {
    return new Deliverer("model", frames, link, DELIVERY, new CaptureCounters());
  }

  private void begin() throws IOException {
    spool = new Spool(directory, LIMITS, time);
    spool.open();
    deliver();
  }

  private void deliver() {
    feed = new SpoolFeed(spool, logName, encoding, this::renamed);
    deliverer = delivererOf(feed);
    deliverer.start();
  }

  private String renamed(String held) {
    int hash = held.indexOf('#');
    logName = name + "#" + (hash < 0 ? 2 : Integer.parseInt(held.substring(hash + 1)) + 1);
    return logName;
  }

  /** One thing that happens to a source. */
  void step() throws IOException {
    time.pass(random.nextInt(300));
    switch (random.nextInt(12)) {
      case 0 -> lose();
      case 1 -> crash();
      case 2 -> stopAndStart();
      case 3 -> reconnect();
      case 4, 5 -> spool.flush();
      case 6 -> spool.settle();
      default -> accept(1 + random.nextInt(40));
    }
  }

  private void accept(int frames) {
    for (int i = 0; i < frames; i++) {
      accept(units.next());
    }
  }

  private void accept(byte[] frame) {
    write(frame);
    accepted++;
  }

  private void write(byte[] frame) {
    millis += random.nextInt(50);
    long nanos = T0_NANOS + millis * NANOS_PER_MILLI;
    spool.frame(frame, frame.length, frame.length, nanos, units.linkType());
  }

  private void lose() {
    long count = random.nextInt(5);
    LossUnit lostUnit = count == 0 ? LossUnit.UNKNOWN : unit;
    Hop hop = random.nextBoolean() ? Hop.KERNEL : Hop.INTERFACE;
    spool.lost(hop, count, lostUnit, "The model lost some.");
    unknown += count == 0 ? 1 : 0;
    lost.merge(lostUnit, count, Long::sum);
  }

  /**
   * The sensor dies a second after it wrote its state down: frames that were not flushed since are
   * gone, and that is a loss. Those that the end of a spool's file flushed are there.
   */
  private void crash() throws IOException {
    spool.flush();
    time.pass(1_000);
    spool.settle();
    long flushed = spool.endPosition();
    for (int i = random.nextInt(5); i > 0; i--) {
      write(new byte[60]);
    }
    letGo();
    unknown++;
    begin();
    long written = spool.endPosition() - flushed;
    accepted += written;
    units.malformed += written;
  }

  private void stopAndStart() throws IOException {
    letGo();
    spool.close();
    unknown++;
    begin();
  }

  /** The call to the log breaks off and another takes the source over. */
  private void reconnect() {
    letGo();
    deliver();
  }

  private void letGo() {
    deliverer.close();
    feed.close();
  }

  /** The source is deleted: all is delivered, and the log closes it. */
  void delete() throws Exception {
    for (byte[] frame : units.last()) {
      accept(frame);
    }
    spool.close();
    check(deliverer.result().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    letGo();
    spool.delete();
  }

  private void check(IngestTotals totals) {
    String what = "%s as %s: %s".formatted(name, logName, totals);
    assertThat(totals.frames()).as("%s", what).isEqualTo(accepted);
    assertThat(totals.outcomes().values().stream().mapToLong(n -> n).sum())
        .as("%s", what)
        .isEqualTo(accepted);
    assertThat(totals.flowRecords() + units.impossible).as("%s", what).isEqualTo(units.records);
    assertThat(totals.lost().getOrDefault("records", 0L))
        .as("%s", what)
        .isEqualTo(units.impossible);
    long lostUnits = lost.getOrDefault(unit, 0L) + units.missing;
    assertThat(totals.lost().getOrDefault(unit.label(), 0L)).as("%s", what).isEqualTo(lostUnits);
    checkUnknown(totals.lost().getOrDefault("unknown", 0L), what);
  }

  /** Losses of unknown size at one place are one loss. */
  private void checkUnknown(long said, String what) {
    long most = unknown + units.malformed;
    assertThat(said).as("%s", what).isBetween(Math.min(1, most), most);
  }

  /** The sensor's clock, which goes on as the model says. */
  private static final class Time extends Clock {
    private final AtomicLong millis = new AtomicLong(T0_NANOS / NANOS_PER_MILLI);

    void pass(long more) {
      millis.addAndGet(more);
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
}
