package io.tapline.flowlog.ingest;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.ConnectionView;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.flowlog.ingest.SourceState.Section;
import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about a source between two checkpoints: frames in, a checkpoint out.
 * What it says depends on the frames alone, neither on their batches nor on the checkpoints. For
 * one thread.
 */
final class SourceAssembly implements AutoCloseable {
  private final Lease lease;
  private final SegmentWriter writer;
  private final Path directory;
  private final int fullRows;
  private final ConnectionTable table;
  private final FrameConsumer consumer;
  private final FrameAccount account;
  private final ConnectionBatch open = new ConnectionBatch();
  private final Set<SourceLoss> losses = new LinkedHashSet<>();
  private ConnectionBatch closed = new ConnectionBatch();
  private long nextPosition;
  private long checkpoints;
  private long reportedEvictions;
  private Map<String, Long> reportedCounters;
  private long promisedNanos = Long.MIN_VALUE;
  private long lateFrames;
  private boolean changed;

  /**
   * @param directory for segments that are being made
   * @param fullRows rows that make a segment of full size
   */
  SourceAssembly(
      Lease lease, TableConfig tableConfig, SegmentWriter writer, Path directory, int fullRows) {
    this.lease = lease;
    this.writer = writer;
    this.directory = directory;
    this.fullRows = fullRows;
    this.nextPosition = lease.nextPosition();
    this.checkpoints = lease.checkpoint();
    this.account = new FrameAccount(lease.account());
    this.table = new ConnectionTable(tableConfig, this::close);
    this.consumer = FrameConsumers.of(lease.encoding(), table, this::close, losses::add);
    if (lease.state() != null) {
      restore(SourceState.read(lease.state()));
    }
    reportedEvictions = table.evictions();
    reportedCounters = counters();
  }

  private void close(ConnectionView connection) {
    closed.append(lease.sourceId(), connection);
    account.connectionClosed();
  }

  private void restore(SourceState state) {
    byte[] saved = state.get(Section.TABLE);
    if (saved == null) {
      throw SourceState.corrupt("it has no table");
    }
    table.restore(saved);
    consumer.restore(state);
  }

  private byte[] state() {
    SourceState state = new SourceState();
    state.put(Section.TABLE, table.snapshot());
    consumer.save(state);
    return state.write();
  }

  /**
   * Consumes the frames of a block that were not consumed yet, until its end or until the closed
   * rows fill a segment.
   *
   * @return whether the block has been consumed to its end; otherwise make a checkpoint and call
   *     again
   * @throws FlowlogException INVALID_BATCH when frames are missing before the block
   */
  boolean consume(FrameBlock block) {
    requireNoGap(block.firstPosition());
    long from = nextPosition;
    int frames = block.frames();
    int i = (int) Math.min(from - block.firstPosition(), frames);
    while (i < frames && closed.size() < fullRows) {
      consume(block, i++);
    }
    nextPosition = Math.max(from, block.firstPosition() + i);
    take(block.losses(), from);
    changed |= nextPosition > from;
    return i == frames;
  }

  private void requireNoGap(long firstPosition) {
    if (firstPosition > nextPosition) {
      throw new FlowlogException(
          Reason.INVALID_BATCH,
          "Frames from %d to %d are missing.".formatted(nextPosition, firstPosition - 1),
          Map.of("expected_position", Long.toString(nextPosition)));
    }
  }

  /**
   * Closes what is idle by this time: the source promises that no frame with an earlier time comes
   * at or after the position. One that comes nevertheless is counted, as late.
   *
   * @throws FlowlogException INVALID_BATCH when frames before the position were not consumed
   */
  void advance(long timeNanos, long position) {
    requireNoGap(position);
    promisedNanos = Math.max(promisedNanos, timeNanos);
    int before = closed.size();
    table.advance(timeNanos);
    changed |= closed.size() > before;
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
   * @throws FlowlogException INVALID_BATCH when the number of frames is not that of the source
   */
  void finish(long frames) {
    if (frames != nextPosition) {
      throw new FlowlogException(
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

  int closedRows() {
    return closed.size();
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
    if (table.contextOverflows() > 0) {
      counters.put("context_overflows", table.contextOverflows());
    }
    return counters;
  }

  /** Frames by outcome since this was asked for the last time. */
  Map<String, Long> takeOutcomes() {
    return account.takeUnreported();
  }

  /** What decoding met, by name, since this was asked for the last time. */
  Map<String, Long> takeCounters() {
    Map<String, Long> now = counters();
    Map<String, Long> fresh = new HashMap<>(now);
    reportedCounters.forEach((name, count) -> fresh.merge(name, -count, Long::sum));
    fresh.values().removeIf(count -> count <= 0);
    reportedCounters = now;
    return fresh;
  }

  /** Connections closed for want of room since this was asked for the last time. */
  long takeEvictions() {
    long fresh = table.evictions() - reportedEvictions;
    reportedEvictions += fresh;
    return fresh;
  }

  /** Frames earlier than the source had promised, since this was asked for the last time. */
  long takeLateFrames() {
    long fresh = lateFrames;
    lateFrames = 0;
    return fresh;
  }

  /**
   * Everything as it stands; nothing changes, so it can be made again.
   *
   * @throws IOException when segments cannot be written
   */
  Checkpoint checkpoint(boolean finished) throws IOException {
    long number = checkpoints + 1;
    open.clear();
    table.forEachOpen(connection -> open.append(lease.sourceId(), connection));
    SegmentFile closedRows = write(closed, number, "closed");
    return new Checkpoint(
        lease.sourceId(),
        lease.epoch(),
        number,
        nextPosition,
        closedRows == null ? List.of() : List.of(closedRows),
        write(open, number, "open"),
        finished ? new byte[0] : state(),
        List.copyOf(losses),
        account(),
        finished);
  }

  private @Nullable SegmentFile write(ConnectionBatch rows, long number, String kind)
      throws IOException {
    if (rows.size() == 0) {
      return null;
    }
    String name = "%d-%d-%d-%s.parquet".formatted(lease.sourceId(), lease.epoch(), number, kind);
    return writer.write(rows, directory.resolve(name));
  }

  /** The last checkpoint is durable: its rows are no longer held here. */
  void committed() {
    checkpoints++;
    losses.clear();
    changed = false;
    if (closed.size() > 2 * fullRows) {
      closed.close();
      closed = new ConnectionBatch();
    } else {
      closed.clear();
    }
  }

  @Override
  public void close() {
    closed.close();
    open.close();
  }
}
