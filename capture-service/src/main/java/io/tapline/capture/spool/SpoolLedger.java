package io.tapline.capture.spool;

import io.tapline.capture.Hop;
import io.tapline.capture.JsonFiles;
import io.tapline.capture.batch.Loss;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a spool remembers beside its files: what is acknowledged, what was lost, how its positions
 * map to the log's. Guarded by the spool's lock, but for {@link #read} and {@link #write}.
 */
final class SpoolLedger {
  /** Acknowledgements are written down this often; the log knows them anyway. */
  private static final long SAVE_MILLIS = 1000;

  private final Path file;
  private final Outage outage;
  private PositionMap map = new PositionMap(List.of());
  private Losses losses = new Losses(List.of(), 0, 0);
  private long acknowledged;
  private long bytes;
  private long kernelDropped;
  private long interfaceDropped;
  private long spoolDropped;
  private long ownFrames;
  private long lastNanos;
  private long runStart;
  private boolean reconciled;
  private long droppedSinceFrame;
  private boolean dirty;
  private long savedMillis;

  SpoolLedger(Path file) {
    this.file = file;
    this.outage = new Outage("The state of the spool, " + file + ",");
  }

  /** What an earlier run wrote; empty when there was none. */
  Optional<SpoolState> read() throws IOException {
    return Files.exists(file)
        ? Optional.of(JsonFiles.read(file, SpoolState.class))
        : Optional.empty();
  }

  /**
   * Goes on from what an earlier run wrote.
   *
   * @param next position of the first frame of this run
   */
  void restore(SpoolState state, long next) {
    map = new PositionMap(state.pieces());
    losses = new Losses(state.losses(), next, state.nextLoss());
    acknowledged = state.acknowledged();
    bytes = state.bytes();
    kernelDropped = state.kernelDropped();
    interfaceDropped = state.interfaceDropped();
    spoolDropped = state.spoolDropped();
    ownFrames = state.ownFrames();
    lastNanos = state.lastNanos();
    runStart = next;
    reconciled = false;
  }

  void sawFrame(long timeNanos, int length) {
    lastNanos = Math.max(lastNanos, timeNanos);
    bytes += length;
    dirty = true;
  }

  /** Something was lost between the last frame and the one of this position, which is to come. */
  void lost(long position, Hop hop, long count, LossUnit unit, long nowNanos, String description) {
    losses.add(loss(position, count, unit, hop, nowNanos, description));
    droppedSinceFrame += count;
    switch (hop) {
      case KERNEL -> kernelDropped += count;
      case INTERFACE -> interfaceDropped += count;
      case SPOOL, FILE, RESTART -> {}
    }
    dirty = true;
  }

  /** Frames from this position on were given up; their losses come before the next one. */
  void gaveBack(long position) {
    losses.moveDown(position);
    dirty = true;
  }

  /** Begins with the last frame; with what is known of it when there was none. */
  private Loss loss(
      long position, long count, LossUnit unit, Hop hop, long nowNanos, String description) {
    long start = lastNanos == 0 ? nowNanos : Math.min(lastNanos, nowNanos);
    return new Loss(Loss.UNNUMBERED, position, count, unit, hop, start, nowNanos, description);
  }

  void spoolDropped(long frames) {
    spoolDropped += frames;
    dirty = true;
  }

  void own(long frames) {
    ownFrames += frames;
    dirty = true;
  }

  /** Frames lost since the last frame was appended; asked once for each frame. */
  long takeDropped() {
    long taken = droppedSinceFrame;
    droppedSinceFrame = 0;
    return taken;
  }

  long acknowledgedPosition() {
    return acknowledged;
  }

  void acknowledged(long position) {
    acknowledged = Math.max(acknowledged, position);
    losses.acknowledged(position);
    dirty = true;
  }

  /** The log has counted the losses with these numbers. */
  void durable(List<Long> lossNumbers) {
    losses.durable(lossNumbers);
    dirty |= !lossNumbers.isEmpty();
  }

  /** Losses before frames of [from, to), for the log. */
  List<Loss> handOut(long from, long to) {
    List<Loss> out = losses.handOut(from, to);
    dirty |= !out.isEmpty();
    return out;
  }

  /**
   * Whether losses after the last frame are to be handed out: when no frame has followed for a
   * while, or none will.
   */
  boolean trailingDue(long next, boolean ended, long nowNanos) {
    OptionalLong due = losses.trailingDueNanos(next);
    return due.isPresent() && (ended || nowNanos >= due.getAsLong());
  }

  /** Losses after the last frame, for the log; write the state down before they go. */
  List<Loss> handOutTrailing(long next) {
    return losses.handOutTrailing(next);
  }

  boolean hasTrailing(long next) {
    return losses.trailingDueNanos(next).isPresent();
  }

  PositionMap map() {
    return map;
  }

  /**
   * The log wants its position next: finds ours. The first time of a run the log may be ahead of
   * everything the run has captured (its spool was lost, or the name is used again): then the run's
   * frames get numbers from there on.
   *
   * @param nextLoss the log has no loss of this number or a greater one
   * @param unit what the spool's frames are
   */
  long seek(long logPosition, long nextLoss, long oldest, LossUnit unit, long nowNanos) {
    if (!reconciled && logPosition > map.toLog(runStart)) {
      map.anchor(runStart, logPosition);
    }
    reconciled = true;
    dirty = true;
    losses.again();
    losses.numberFrom(nextLoss);
    long wanted = map.toSpool(logPosition);
    acknowledged(Math.min(wanted, oldest));
    if (wanted >= oldest) {
      return wanted;
    }
    skip(wanted, oldest, logPosition, unit, nowNanos);
    return oldest;
  }

  /** Frames [from, to) were let go of before the log had them. */
  private void skip(long from, long to, long logPosition, LossUnit unit, long nowNanos) {
    map.anchor(to, logPosition);
    losses.moveUp(to);
    losses.add(
        loss(
            to,
            to - from,
            unit,
            Hop.SPOOL,
            nowNanos,
            "The spool reached its limit while the connection log was away."));
    spoolDropped += to - from;
    acknowledged = Math.max(acknowledged, to);
  }

  void forgetBelow(long oldest) {
    map.forgetBelow(Math.min(oldest, acknowledged));
  }

  SpoolTotals totals(long next, long spooledBytes, long pendingDrops) {
    return new SpoolTotals(
        next,
        bytes,
        acknowledged,
        kernelDropped,
        interfaceDropped,
        spoolDropped + pendingDrops,
        spooledBytes,
        lastNanos,
        ownFrames);
  }

  /** What is to be written down now; null when nothing has changed or it is too early. */
  @Nullable SpoolState takeChanges(long next, long nowMillis) {
    if (!dirty || nowMillis - savedMillis < SAVE_MILLIS) {
      return null;
    }
    savedMillis = nowMillis;
    dirty = false;
    return state(next);
  }

  SpoolState state(long next) {
    return new SpoolState(
        acknowledged,
        next,
        bytes,
        kernelDropped,
        interfaceDropped,
        spoolDropped,
        lastNanos,
        map.pieces(),
        losses.list(),
        losses.nextNumber(),
        ownFrames);
  }

  /** The last state that was taken could not be written. */
  void notWritten() {
    dirty = true;
  }

  /**
   * Writes a state down and syncs it. Waits for the disk: not to be called under a lock.
   *
   * @return whether it was written
   */
  boolean write(SpoolState state) {
    try {
      JsonFiles.replace(file, state);
      outage.over();
      return true;
    } catch (IOException e) {
      outage.failed(e);
      return false;
    }
  }

  /** Why no state can be written down now; empty when one can. */
  String failure() {
    return outage.reason();
  }
}
