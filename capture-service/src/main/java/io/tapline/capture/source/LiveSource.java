package io.tapline.capture.source;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.Hop;
import io.tapline.capture.batch.CapturedFrames;
import io.tapline.capture.batch.FrameSink;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.spool.Spool;
import io.tapline.capture.spool.SpoolFeed;
import io.tapline.rpc.Refusal;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One live source at work: an input with its thread, a spool, handlers, a deliverer. */
public final class LiveSource implements FrameTarget {
  private static final Logger LOG = Logger.getLogger(LiveSource.class);
  private static final long REOPEN_SECONDS = 5;
  private static final long STOP_SECONDS = 5;
  private static final Duration NAME_WAIT = Duration.ofSeconds(1);

  private final SourceRecord record;
  private final Input input;
  private final Spool spool;
  private final SpoolFeed feed;
  private final Deliverer deliverer;
  private final CaptureCounters counters;
  private final List<FrameSink> sinks;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean open;
  private volatile String failure = "";
  private long countedSpoolDrops;

  /**
   * @param sinks take frames as they are captured, besides the spool
   */
  LiveSource(
      SourceRecord record,
      Input input,
      Spool spool,
      SpoolFeed feed,
      Deliverer deliverer,
      List<FrameSink> sinks,
      CaptureCounters counters) {
    this.record = record;
    this.input = input;
    this.spool = spool;
    this.feed = feed;
    this.deliverer = deliverer;
    this.sinks = sinks;
    this.counters = counters;
    this.countedSpoolDrops = spool.totals().spoolDropped();
    this.thread =
        Thread.ofPlatform().daemon().name("capture-" + record.name()).unstarted(this::run);
  }

  public SourceRecord record() {
    return record;
  }

  public Spool spool() {
    return spool;
  }

  public Deliverer deliverer() {
    return deliverer;
  }

  /** Whether it was not stopped for good; its input may be failing. */
  public boolean isCapturing() {
    return stop.getCount() > 0;
  }

  /** Why the input does not capture now, or its frames cannot be kept; empty when all is well. */
  public String failure() {
    return failure.isEmpty() ? spool.failure() : failure;
  }

  /** The connection that its frames come over, if it is a TCP source. */
  public Optional<TcpStatus> tcp() {
    return input.tcp();
  }

  /** Opens the input or says why not; then captures. For a new source. */
  void startNew() {
    input.open();
    open = true;
    begin();
  }

  /** Captures as soon as the input can be opened. For a source of an earlier run. */
  void resume() {
    begin();
  }

  /** Only delivers what an earlier run left of a source that was deleted. */
  void resumeDraining() {
    drain();
    deliverer.start();
  }

  private void begin() {
    deliverer.start();
    thread.start();
  }

  /** Called by the flush timer. */
  void flush() {
    spool.flush();
  }

  /** Called by the timer that may wait for the disk. */
  void settle() {
    spool.settle();
  }

  /** Called once a second. */
  void pollLosses() {
    if (open) {
      input.pollLosses(this);
    }
    countSpoolDrops();
  }

  private synchronized void countSpoolDrops() {
    long dropped = Math.max(spool.totals().spoolDropped(), countedSpoolDrops);
    counters.dropped(Hop.SPOOL, dropped - countedSpoolDrops);
    countedSpoolDrops = dropped;
  }

  @Override
  public void frame(byte[] frame, int length, int originalLength, long timeNanos, int linkType) {
    spool.frame(frame, length, originalLength, timeNanos, linkType);
    counters.frame(length);
    for (FrameSink sink : sinks) {
      sink.frame(frame, length, originalLength, timeNanos, linkType);
    }
  }

  @Override
  public void frames(CapturedFrames frames) {
    spool.frames(frames);
    counters.frames(frames.count(), frames.totalBytes());
    for (FrameSink sink : sinks) {
      sink.frames(frames);
    }
  }

  @Override
  public void own(long frames) {
    spool.own(frames);
    counters.own(frames);
  }

  /** What the source leaves out, and a name that is not its own, in sentences. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(input.warnings());
    if (!logName().equals(record.name())) {
      warnings.add(
          "The log holds an earlier source named %s: this one is %s there."
              .formatted(record.name(), logName()));
    }
    return warnings;
  }

  /** Its name in the log: another one where the log holds an earlier source of its name. */
  public String logName() {
    return feed.logName();
  }

  /** Waits for the log to say under which name it takes the source, for a second at most. */
  public void awaitName() {
    try {
      if (!feed.awaitName(NAME_WAIT)) {
        LOG.debugf("The log has not yet taken %s.", record.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void truncated(long frames) {
    counters.truncated(frames);
  }

  @Override
  public void lost(Hop hop, long count, LossUnit unit, String description) {
    spool.lost(hop, count, unit, description);
    counters.dropped(hop, count);
  }

  /** Stops capturing for good: what is spooled is delivered, then the log closes the source. */
  void drain() {
    stopCapturing();
    spool.close();
  }

  /** Stops capturing and delivering until the next run. */
  void shutDown() {
    stopCapturing();
    deliverer.close();
    feed.close();
    spool.close();
  }

  /** Names the frames that the log has refused for good. */
  void giveUp() {
    long refused = spool.totals().frames() - spool.totals().acknowledgedFrames();
    counters.dropped(Hop.SPOOL, refused);
    LOG.warnf(
        "The connection log has refused %s, which was deleted; %s of its frames are lost: %s",
        record.name(), refused, deliverer.reason());
  }

  /** Removes the spool of a source whose delivery has ended. */
  void forget() throws IOException {
    deliverer.close();
    feed.close();
    spool.delete();
  }

  private void stopCapturing() {
    stop.countDown();
    input.close();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!thread.join(Duration.ofSeconds(STOP_SECONDS))) {
        LOG.warnf("The capture of %s did not stop in time.", record.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        captureOnce();
        boolean _ = stop.await(failure.isEmpty() ? 0 : REOPEN_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      release();
    }
  }

  /** What was dropped until now is counted first: the system forgets it with the input. */
  private void release() {
    pollLosses();
    open = false;
    input.release();
  }

  private void captureOnce() {
    try {
      if (!open) {
        input.open();
        open = true;
      }
      failure = "";
      input.run(this);
      ended("The input ended.");
    } catch (Refusal e) {
      ended(String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      LOG.warn("The capture of " + record.name() + " failed.", e);
      ended(String.valueOf(e.getMessage()));
    }
  }

  private void ended(String why) {
    if (stop.getCount() > 0) {
      release();
      failure = why;
    }
  }
}
