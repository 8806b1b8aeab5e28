package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.ConnectionView;
import io.tapline.flowlog.assemble.OpenSink;
import io.tapline.flowlog.assemble.Pieces;
import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.assemble.TableBudget;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.OpenState;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.flowlog.ingest.SourceState.Section;
import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.rpc.Refusal;
import io.tapline.wire.exporter.SamplingRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about a source between two checkpoints: frames in, a checkpoint out.
 * What it says depends on the frames alone, neither on their batches nor on the checkpoints. For
 * one thread.
 */
final class SourceAssembly implements OpenSink, AutoCloseable {
  private final Lease lease;
  private final BatchFiles files;
  private final IntSupplier fullRows;
  private final ConnectionTable table;
  private final FrameConsumer consumer;
  private final FrameAccount account;
  private final LossLedger losses = new LossLedger();
  private final List<CompletableFuture<SegmentFile>> closedFiles = new ArrayList<>();
  private @Nullable ConnectionBatch closed;
  private @Nullable ConnectionBatch open;
  private @Nullable CheckpointCut cut;
  private long closedRows;
  private long nextPosition;
  private long checkpoints;
  private long reportedEvictions;
  private Map<String, Long> reportedCounters;
  private long promisedNanos = Long.MIN_VALUE;
  private long lateFrames;
  private boolean changed;

  /**
   * @param restore hands out the open segments of the lease
   * @param sampling what the operator says about exporters
   * @param memory for open connections
   * @param fullRows rows that make a segment of full size, now
   */
  SourceAssembly(
      Lease lease,
      Consumer<Consumer<OpenState>> restore,
      TableConfig tableConfig,
      SamplingRules sampling,
      TableBudget.Share memory,
      BatchFiles files,
      IntSupplier fullRows) {
    this.lease = lease;
    this.files = files;
    this.fullRows = fullRows;
    this.nextPosition = lease.nextPosition();
    this.checkpoints = lease.checkpoint();
    this.account = new FrameAccount(lease.account());
    this.table = new ConnectionTable(tableConfig, this::close, memory);
    this.consumer = FrameConsumers.of(lease.encoding(), sampling, table, this::close, losses::add);
    if (lease.state() != null) {
      restore(SourceState.read(lease.state()), restore);
    }
    reportedEvictions = table.evictions();
    reportedCounters = counters();
  }

  private void close(ConnectionView connection) {
    ConnectionBatch batch = closed == null ? files.take() : closed;
    closed = batch;
    batch.append(lease.sourceId(), connection);
    account.connectionClosed();
    closedRows++;
    if (batch.size() >= fullRows.getAsInt()) {
      writeClosed(batch);
    }
  }

  private void writeClosed(ConnectionBatch batch) {
    closedFiles.add(files.write(batch));
    closed = null;
  }

  private void restore(SourceState state, Consumer<Consumer<OpenState>> restore) {
    byte[] saved = state.get(Section.TABLE);
    if (saved == null) {
      throw SourceState.corrupt("it has no table");
    }
    table.restore(saved);
    restore.accept(open -> table.restoreOpen(open.number(), open.state(), open.deletionVector()));
    table.restored();
    consumer.restore(state);
  }

  private byte[] state() {
    SourceState state = new SourceState();
    state.put(Section.TABLE, table.snapshot());
    consumer.save(state);
    return state.write();
  }

  /**
   * Consumes the frames of a block that were not consumed yet.
   *
   * @throws Refusal INVALID_BATCH when frames are missing before the block
   */
  void consume(FrameBlock block) {
    requireNoGap(block.firstPosition());
    long from = nextPosition;
    int frames = block.frames();
    for (int i = (int) Math.min(from - block.firstPosition(), frames); i < frames; i++) {
      consume(block, i);
    }
    consumer.resolve(account);
    nextPosition = Math.max(from, block.endPosition());
    take(block.losses(), from);
    changed |= nextPosition > from;
  }

  private void requireNoGap(long firstPosition) {
    if (firstPosition > nextPosition) {
      throw new Refusal(
          Reason.INVALID_BATCH,
          "Frames from %d to %d are missing.".formatted(nextPosition, firstPosition - 1),
          Map.of("expected_position", Long.toString(nextPosition)));
    }
  }

  /**
   * Closes what is idle by this time: the source promises that no frame with an earlier time comes
   * at or after the position. One that comes nevertheless is counted, as late.
   *
   * @throws Refusal INVALID_BATCH when frames before the position were not consumed
   */
  void advance(long timeNanos, long position) {
    requireNoGap(position);
    promisedNanos = Math.max(promisedNanos, timeNanos);
    long before = closedRows;
    table.advance(timeNanos);
    changed |= closedRows > before;
  }

  private void consume(FrameBlock block, int i) {
    long time = block.timesNanos()[i];
    account.count(consumer.consume(block, i), block.originalLengths()[i], time);
    if (time < promisedNanos) {
      lateFrames++;
    }
  }

  /** Losses before frames that were consumed earlier were counted with them. */
  private void take(List<SourceLoss> told, long from) {
    for (SourceLoss loss : told) {
      if (loss.beforePosition() >= from && loss.beforePosition() <= nextPosition) {
        changed |= losses.add(loss);
      }
    }
  }

  /**
   * The source has ended: closes what is open.
   *
   * @throws Refusal INVALID_BATCH when the number of frames is not that of the source
   */
  void finish(long frames) {
    if (frames != nextPosition) {
      throw new Refusal(
          Reason.INVALID_BATCH,
          "The source says that it has %d frames, but %d were received."
              .formatted(frames, nextPosition),
          Map.of("expected_position", Long.toString(nextPosition)));
    }
    consumer.finish(frames);
    table.finish();
    changed = true;
  }

  /** Whether a checkpoint would make anything durable. */
  boolean changed() {
    return changed;
  }

  long nextPosition() {
    return nextPosition;
  }

  /** The account as it stands. */
  SourceAccount account() {
    return account.total(table.openCount(), consumer.flowRecords(), counters());
  }

  private Map<String, Long> counters() {
    Map<String, Long> counters = new HashMap<>(consumer.counters());
    if (table.evictions() > 0) {
      counters.put("evicted_connections", table.evictions());
    }
    if (table.repeatedObservations() > 0) {
      counters.put("repeated_observations", table.repeatedObservations());
    }
    if (table.saturatedRecords() > 0) {
      counters.put("saturated_records", table.saturatedRecords());
    }
    if (table.contextOverflows() > 0) {
      counters.put("context_overflows", table.contextOverflows());
    }
    return counters;
  }

  /** What was counted since this was asked for the last time. */
  private CheckpointCut.Counts takeCounts() {
    long evictions = table.evictions() - reportedEvictions;
    reportedEvictions += evictions;
    CheckpointCut.Counts counts =
        new CheckpointCut.Counts(
            account.takeUnreported(), takeCounters(), evictions, lateFrames, closedRows);
    lateFrames = 0;
    closedRows = 0;
    return counts;
  }

  private Map<String, Long> takeCounters() {
    Map<String, Long> now = counters();
    Map<String, Long> fresh = new HashMap<>(now);
    reportedCounters.forEach((name, count) -> fresh.merge(name, -count, Long::sum));
    fresh.values().removeIf(count -> count <= 0);
    reportedCounters = now;
    return fresh;
  }

  /**
   * Fixes everything as it stands as the next checkpoint. Frames may go on at once; the open
   * connections are handed out by {@link #saveSome}, as they are now.
   */
  void cut(boolean finished) {
    if (cut != null) {
      throw new IllegalStateException("a checkpoint is in the making");
    }
    if (closed != null) {
      writeClosed(closed);
    }
    CheckpointCut begun =
        new CheckpointCut(
            lease,
            ++checkpoints,
            nextPosition,
            List.copyOf(closedFiles),
            new ArrayList<>(),
            finished ? new byte[0] : state(),
            losses.take(),
            account(),
            takeCounts(),
            finished);
    closedFiles.clear();
    changed = false;
    cut = begun;
    table.beginSave(this);
  }

  /** Whether a checkpoint was cut and is not ended. */
  boolean saving() {
    return cut != null;
  }

  /**
   * Hands up to so many open connections over to be written.
   *
   * @return whether none is left: then {@link #endSave}
   */
  boolean saveSome(int connections) {
    return table.saveSome(connections);
  }

  /**
   * The checkpoint, all of whose rows are handed over; to be completed by another thread.
   *
   * @return waits for its files
   */
  Supplier<Checkpoint> endSave() {
    CheckpointCut ended = current();
    SavedOpen saved = table.endSave();
    cut = null;
    return () -> ended.complete(saved);
  }

  /** What the cut fixed. */
  CheckpointCut current() {
    if (cut == null) {
      throw new IllegalStateException("no checkpoint is in the making");
    }
    return cut;
  }

  @Override
  public void row(ConnectionView connection) {
    ConnectionBatch batch = open == null ? files.take() : open;
    open = batch;
    batch.append(lease.sourceId(), connection);
  }

  @Override
  public void end(long number, Pieces state) {
    if (open != null) {
      current().open().add(new CheckpointCut.Open(number, state, files.write(open)));
      open = null;
    }
  }

  /** Gives back what is in memory; nothing may be writing any more. */
  @Override
  public void close() {
    if (closed != null) {
      files.giveBack(closed);
    }
    if (open != null) {
      files.giveBack(open);
    }
  }
}
