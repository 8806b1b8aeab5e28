package io.tapline.flowlog.hostcopy;

import io.tapline.flowlog.BackgroundWorker;
import io.tapline.flowlog.IngestLoad;
import io.tapline.flowlog.segment.BackgroundEngine;
import io.tapline.flowlog.segment.HostSort;
import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.SegmentCache.Pinned;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The background thread that makes host copies, one at a time, in the engine of background work.
 * While a source is busy a copy waits, at most {@link #LONGEST_WAIT}.
 */
public final class HostCopyMaker implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(HostCopyMaker.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration MORE = Duration.ofMillis(1);

  private final HostCopies copies;
  private final SegmentCache cache;
  private final BackgroundEngine engine;
  private final IngestLoad load;
  private final AtomicLong number = new AtomicLong();
  private final BackgroundWorker worker;

  /**
   * @param engine sorts; its directories are those of segments and copies
   */
  public HostCopyMaker(
      HostCopies copies, SegmentCache cache, BackgroundEngine engine, IngestLoad load) {
    this.copies = copies;
    this.cache = cache;
    this.engine = engine;
    this.load = load;
    this.worker = new BackgroundWorker("flowlog-host-copies", this::run, () -> {});
  }

  public void start() {
    worker.start();
  }

  public BackgroundWorker worker() {
    return worker;
  }

  private Duration run() throws InterruptedException {
    Optional<HostCopyKey> wanted = copies.next(PATIENCE);
    if (wanted.isPresent()) {
      awaitCalm();
      makeAll(wanted.get());
    }
    return Duration.ZERO;
  }

  private void awaitCalm() throws InterruptedException {
    long begin = System.nanoTime();
    while (mustWait(load.isBusy(), Duration.ofNanos(System.nanoTime() - begin))) {
      copies.postponed();
      Thread.sleep(LOOK_AGAIN);
    }
  }

  /** Copies make questions quicker, so under lasting load one is made each minute. */
  static boolean mustWait(boolean busy, Duration waited) {
    return busy && waited.compareTo(LONGEST_WAIT) < 0;
  }

  /** Makes this one, and then all that are wanted meanwhile, as long as no source is busy. */
  private void makeAll(HostCopyKey first) throws InterruptedException {
    Optional<HostCopyKey> wanted = Optional.of(first);
    while (wanted.isPresent()) {
      make(wanted.get());
      wanted = load.isBusy() ? Optional.empty() : copies.next(MORE);
    }
  }

  private void make(HostCopyKey key) {
    Path target = copies.directory().resolve(name(key));
    try (Pinned pinned = cache.pin(List.of(key.segment()))) {
      if (pinned.files().isEmpty()) {
        throw new IOException("segment " + key.segment().id() + " is not there");
      }
      write(pinned.files().getFirst(), key.side(), target);
      copies.made(key, target);
    } catch (IOException | RuntimeException e) { // whatever it is, questions do without
      notMade(key, e);
    } catch (Error e) {
      copies.notMade(key);
      throw e;
    }
  }

  private void write(Path segment, Side side, Path target) throws IOException {
    engine.run(
        BackgroundEngine.Share.SPARE,
        duckDb -> {
          new HostSort(duckDb).write(segment, side, target);
          return target;
        });
  }

  private void notMade(HostCopyKey key, Exception why) {
    copies.notMade(key);
    LOG.warnf(
        "Segment %d could not be sorted by host; questions about hosts take longer: %s",
        key.segment().id(), why.getMessage());
  }

  /** Never used before, so nobody takes it for an earlier file. */
  private String name(HostCopyKey key) {
    return "%d-%s-%d.parquet"
        .formatted(
            key.segment().id(),
            key.side().name().toLowerCase(Locale.ROOT),
            number.incrementAndGet());
  }

  /** Waits for the copy that is being made, at most ten seconds. */
  @Override
  public void close() {
    worker.close();
  }
}
