package io.tapline.capture.spool;

import io.tapline.capture.JsonFiles;
import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a spool remembers beside its files: what is acknowledged, what was lost, how its positions
 * map to the log's. Guarded by the spool's lock.
 */
final class SpoolLedger {
  private static final System.Logger LOG = System.getLogger(SpoolLedger.class.getName());

  /** Acknowledgements are written down this often; the log knows them anyway. */
  private static final long SAVE_MILLIS = 1000;

  private final Path file;
  private PositionMap map = new PositionMap(List.of());
  private Losses losses = new Losses(List.of());
  private long acknowledged;
  private long nextPosition;
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
  }

  /** Reads what an earlier run wrote; false when there was none. */
  boolean open() throws IOException {
    boolean known = Files.exists(file);
    SpoolState state = known ? JsonFiles.read(file, SpoolState.class) : SpoolState.EMPTY;
    map = new PositionMap(state.pieces());
    losses = new Losses(state.losses());
    acknowledged = state.acknowledged();
    nextPosition = state.nextPosition();
    bytes = state.bytes();
    kernelDropped = state.kernelDropped();
    interfaceDropped = state.interfaceDropped();
    spoolDropped = state.spoolDropped();
    lastNanos = state.lastNanos();
    return known;
  }

  /** Frames from here on are captured by this run. */
  void runStarts(long position) {
    runStart = position;
    reconciled = false;
  }

  void sawFrame(long timeNanos, int length) {
    lastNanos = Math.max(lastNanos, timeNanos);
    bytes += length;
    dirty = true;
  }

  void lost(Loss loss) {
    losses.add(loss);
    droppedSinceFrame += loss.frames();
    switch (loss.hop()) {
      case KERNEL -> kernelDropped += loss.frames();
      case INTERFACE -> interfaceDropped += loss.frames();
      case SPOOL, FILE, RESTART -> {}
    }
    dirty = true;
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

  long lastNanos() {
    return lastNanos;
  }

  long nextPosition() {
    return nextPosition;
  }

  long acknowledgedPosition() {
    return acknowledged;
  }

  void acknowledged(long position) {
    acknowledged = Math.max(acknowledged, position);
    losses.acknowledged(position);
    dirty = true;
  }

  List<Loss> losses(long from, long to) {
    return losses.between(from, to);
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
            lastNanos,
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

  void saveIfDue(long next, long nowMillis) {
    if (dirty && nowMillis - savedMillis >= SAVE_MILLIS) {
      savedMillis = nowMillis;
      save(next);
    }
  }

  void save(long next) {
    try {
      JsonFiles.replace(
          file,
          new SpoolState(
              acknowledged,
              next,
              bytes,
              kernelDropped,
              interfaceDropped,
              spoolDropped,
              lastNanos,
              map.pieces(),
              losses.list()));
      dirty = false;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The state of the spool cannot be written to " + file + ".", e);
    }
  }
}
