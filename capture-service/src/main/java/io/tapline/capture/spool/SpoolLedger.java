package io.tapline.capture.spool;

import io.tapline.capture.JsonFiles;
import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    losses = new Losses(state.losses(), next, state.sealedNanos());
    acknowledged = state.acknowledged();
    bytes = state.bytes();
    kernelDropped = state.kernelDropped();
    interfaceDropped = state.interfaceDropped();
    spoolDropped = state.spoolDropped();
    lastNanos = state.lastNanos();
    runStart = next;
    reconciled = false;
  }

  void sawFrame(long timeNanos, int length) {
    lastNanos = Math.max(lastNanos, timeNanos);
    bytes += length;
    dirty = true;
  }

  /** Frames were lost between the last one and the one of this position, which is to come. */
  void lost(long position, Hop hop, long frames, long nowNanos, String description) {
    losses.add(new Loss(position, frames, hop, startNanos(), nowNanos, description));
    droppedSinceFrame += frames;
    switch (hop) {
      case KERNEL -> kernelDropped += frames;
      case INTERFACE -> interfaceDropped += frames;
      case SPOOL, FILE, RESTART -> {}
    }
    dirty = true;
  }

  /** Frames from this position on were given up; their losses come before the next one. */
  void gaveBack(long position) {
    losses.moveDown(position);
    dirty = true;
  }

  /** Losses from now on start no earlier than this. */
  void seal(long nanos) {
    losses.seal(nanos);
    dirty = true;
  }

  private long startNanos() {
    return Math.max(lastNanos, losses.earliestNanos());
  }

  void spoolDropped(long frames) {
    spoolDropped += frames;
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

  /** Losses before frames of [from, to), for the log. */
  List<Loss> handOut(long from, long to) {
    return losses.handOut(from, to);
  }

  /** Losses after the last frame, for the log, when they are due. */
  List<Loss> trailing(long next, boolean ended, long nowNanos) {
    List<Loss> due = losses.trailing(next, ended, nowNanos);
    dirty |= !due.isEmpty();
    return due;
  }

  boolean hasTrailing(long next) {
    return losses.hasTrailing(next);
  }

  PositionMap map() {
    return map;
  }

  /**
   * The log wants its position next: finds ours. The first time of a run the log may be ahead of
   * everything the run has captured (its spool was lost, or the name is used again): then the run's
   * frames get numbers from there on.
   */
  long seek(long logPosition, long oldest, long nowNanos) {
    if (!reconciled && logPosition > map.toLog(runStart)) {
      map.anchor(runStart, logPosition);
    }
    reconciled = true;
    dirty = true;
    losses.again();
    long wanted = map.toSpool(logPosition);
    acknowledged(Math.min(wanted, oldest));
    if (wanted >= oldest) {
      return wanted;
    }
    skip(wanted, oldest, logPosition, nowNanos);
    return oldest;
  }

  /** Frames [from, to) were let go of before the log had them. */
  private void skip(long from, long to, long logPosition, long nowNanos) {
    map.anchor(to, logPosition);
    losses.moveUp(to);
    losses.add(
        new Loss(
            to,
            to - from,
            Hop.SPOOL,
            startNanos(),
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
        lastNanos);
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
        losses.earliestNanos());
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
