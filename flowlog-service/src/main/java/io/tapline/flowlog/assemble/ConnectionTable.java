package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.frame.FrameView;

/**
 * The connections of one source. Single writer; frames or flow records in, closed connections out
 * to the sink during {@link #track}, {@link #trackFlow}, {@link #advance} and {@link #finish}.
 *
 * <pre>
 *   frames  --> FrameTracker --+
 *                              +--> OpenConnections --> closed rows
 *   records --> FlowTracker ---+           |
 *                                          +--> TableSave, TableSnapshot: checkpoints
 * </pre>
 */
public final class ConnectionTable {
  final OpenConnections open;
  final FrameTracker frames;
  final FlowTracker flows;
  final EntryCodec codec;
  final KeptPayloads payloads = new KeptPayloads();
  private final EntrySet restored = new EntrySet();

  /** A table with memory for as many connections as its limit says. */
  public ConnectionTable(TableConfig config, ConnectionSink sink) {
    this(config, sink, TableBudget.unlimited().share());
  }

  /**
   * @param memory for its open connections
   */
  public ConnectionTable(TableConfig config, ConnectionSink sink, TableBudget.Share memory) {
    this.open = new OpenConnections(config, sink, memory);
    this.frames = new FrameTracker(open);
    this.flows = new FlowTracker(open);
    this.codec = new EntryCodec(open.entries, open.contexts);
  }

  /**
   * Counts a frame into its connection.
   *
   * @param frame after outcome CONNECTION
   * @param position the frame's number within its source
   * @param timeNanos since 1970-01-01T00:00:00Z; earlier than that counts as that
   * @param originalLength bytes of the whole frame on the wire
   */
  public void track(FrameView frame, long position, long timeNanos, int originalLength) {
    frames.track(frame, Contexts.NONE, position, timeNanos, originalLength);
  }

  /** As {@link #track(FrameView, long, long, int)}, for a frame in a context that is held. */
  void track(FrameView frame, int context, long position, long timeNanos, int originalLength) {
    frames.track(frame, context, position, timeNanos, originalLength);
  }

  /**
   * Notes an ICMP error at the connection that it quotes, if that is open and has none yet.
   *
   * @param quoted view of the quoted datagram
   * @param error type and code, 8 bits each
   */
  void noteError(FrameView quoted, int context, int error) {
    frames.noteError(quoted, context, error);
  }

  /**
   * Counts a flow record into its connection.
   *
   * @param number of the record within its source
   * @param clockNanos time by which connections expire: never that of the record alone where
   *     records arrive one by one, since a long flow is reported long after it began
   */
  public void trackFlow(FlowRecord record, long number, long clockNanos) {
    flows.track(record, number, clockNanos);
  }

  /** Takes note of a row of its own: records of the source that are at the limit count together. */
  public void noteRow(RecordView row) {
    flows.saturatedRecords += row.isSaturated() ? 1 : 0;
  }

  /**
   * Closes what has expired by this time; for live sources when no frame comes. The caller promises
   * that no frame with an earlier time follows: then the log is the same with and without.
   */
  public void advance(long timeNanos) {
    open.moveWatermark(OpenConnections.time(timeNanos));
  }

  /** The source has ended: closes all that is open. */
  public void finish() {
    open.finish();
  }

  public int openCount() {
    return open.entries.count();
  }

  /** Greatest frame time so far, or since it jumped back. */
  long watermark() {
    return open.watermark;
  }

  /** Connections closed because the table, or the memory of all tables, was full. */
  public long evictions() {
    return open.evictions;
  }

  /** Flow records whose packets were counted where they were observed elsewhere. */
  public long repeatedObservations() {
    return flows.repeatedObservations;
  }

  /** Flow records counted into a connection one of whose counters is at its limit. */
  public long saturatedRecords() {
    return flows.saturatedRecords;
  }

  /** Client hellos of which a part came that were given up because there were too many of them. */
  public long forgottenHellos() {
    return open.identifier.forgotten();
  }

  /** Announced ends of connections that were given up because there were too many of them. */
  long forgottenAnnouncements() {
    return open.announced.forgotten();
  }

  /** How often the frames' time jumped back. */
  long timeJumps() {
    return frames.jumps.jumps();
  }

  /** Frames and records whose context found no room, so that it was not told apart from others. */
  public long contextOverflows() {
    return open.contexts.overflows();
  }

  /** Hands out every open connection with close reason OPEN; in the same order for equal tables. */
  public void forEachOpen(ConnectionSink sink) {
    open.forEach(sink);
  }

  /** The state of the table without its open connections, to be given to {@link #restore}. */
  public byte[] snapshot() {
    return TableSnapshot.write(this);
  }

  /** Whether the bytes claim to be a snapshot of a table. */
  public static boolean isSnapshot(byte[] bytes) {
    return TableSnapshot.isSnapshot(bytes);
  }

  /**
   * Begins to save what is open now and was not saved as it is. The rows come with {@link
   * #saveSome}, those of connections that frames change meanwhile also while these are counted.
   */
  public void beginSave(OpenSink into) {
    open.save.begin(into, open.watermark);
  }

  /**
   * Saves up to so many connections.
   *
   * @return whether nothing is left to be saved: then {@link #endSave}
   */
  public boolean saveSome(int most) {
    return open.save.some(most);
  }

  /** Ends a save; says which rows of earlier segments hold no longer as of its beginning. */
  public SavedOpen endSave() {
    return open.save.end();
  }

  /**
   * Continues from a snapshot as if nothing had happened in between: first this, then {@link
   * #restoreOpen} for each open segment that was kept, then {@link #restored}. The table must be
   * new.
   *
   * @throws io.tapline.rpc.Refusal STATE_CORRUPT when the bytes are not a whole snapshot of a
   *     version known here; the table is then unusable
   */
  public void restore(byte[] snapshot) {
    TableSnapshot.read(snapshot, this);
  }

  /**
   * Takes over the connections of one open segment.
   *
   * @param deletionVector rows that hold no longer, see {@link DeletionVector}
   * @throws io.tapline.rpc.Refusal STATE_CORRUPT
   */
  public void restoreOpen(long number, byte[] state, byte[] deletionVector) {
    TableSnapshot.readOpen(number, state, deletionVector, this);
  }

  /** Takes over an entry whose words are filled in; {@link #restored} gives it its list. */
  void adopt(int entry, long place) {
    open.adopt(entry, place);
    restored.add(entry);
  }

  /** Every open segment was taken over. */
  public void restored() {
    TableSnapshot.readEnd(this, restored);
    payloads.restored(open.index, open.identifier);
    restored.clear();
  }
}
