package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.Identification;
import io.tapline.flowlog.identify.PayloadIdentifier;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.frame.FrameView;
import java.util.Arrays;

/**
 * The open connections of one source. Single writer; frames in, closed connections out to the sink
 * during {@link #track}, {@link #advance} and {@link #finish}.
 *
 * <p>The watermark is the greatest frame time so far. A connection has expired when the watermark
 * is more than its timeout beyond what it was at the connection's last frame. That is asked again
 * when a frame arrives, so a late sweep changes when a row leaves the table, never what it says.
 * Where the frames' time jumps back ({@link TimeJumps}), the watermark goes back, too, and all that
 * was open before is closed.
 */
public final class ConnectionTable {
  /**
   * Frame times are brought into this range, so that sums of times and timeouts do not overflow.
   */
  private static final long LATEST_NANOS = Long.MAX_VALUE / 2;

  private final TableConfig config;
  private final ConnectionSink sink;
  final PayloadIdentifier identifier = new PayloadIdentifier();
  final KeptPayloads payloads = new KeptPayloads();
  final Entries entries;
  final IdleLists lists;
  final Contexts contexts;
  final OpenRows openRows = new OpenRows();
  final EntryCodec codec;
  private final TableSave save;
  private final EntrySet restored = new EntrySet();
  private final KeyIndex index;
  private final DetailsPool details = new DetailsPool();
  private final EntryView view;
  private final ConnectionKey key = new ConnectionKey();
  final TimeJumps jumps = new TimeJumps();

  /** Greatest frame time so far, or since it jumped back. */
  long watermark;

  long evictions;
  long repeatedObservations;
  long saturatedRecords;

  /** A table with memory for as many connections as its limit says. */
  public ConnectionTable(TableConfig config, ConnectionSink sink) {
    this(config, sink, TableBudget.unlimited().share());
  }

  /**
   * @param memory for its open connections
   */
  public ConnectionTable(TableConfig config, ConnectionSink sink, TableBudget.Share memory) {
    this.config = config;
    this.sink = sink;
    this.entries = new Entries(memory);
    this.index = new KeyIndex(entries);
    this.lists = new IdleLists(entries, config);
    this.contexts = new Contexts(config.maxContexts());
    this.view = new EntryView(entries, contexts);
    this.codec = new EntryCodec(entries, contexts);
    this.save = new TableSave(entries, contexts, openRows);
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
    track(frame, Contexts.NONE, position, timeNanos, originalLength);
  }

  /** As {@link #track(FrameView, long, long, int)}, for a frame in a context that is held. */
  void track(FrameView frame, int context, long position, long timeNanos, int originalLength) {
    long time = time(timeNanos);
    if (jumps.isEarly(time, watermark)) {
      early(time);
    } else {
      if (jumps.isRunning()) {
        jumps.onTime();
      }
      moveWatermark(time);
    }
    key.of(frame, context);
    int hash = key.hash();
    int entry = index.find(key, hash);
    if (entry == Entries.NONE) {
      entry = begin(hash, EntryUpdate.firstState(frame, key.fromHigh), position, time);
      showTunnel(entry, frame, context);
    } else {
      CloseReason reason = reasonToSplit(entry, frame, time);
      if (reason != CloseReason.OPEN) {
        entry = split(entry, reason, hash, frame, position, time);
        showTunnel(entry, frame, context);
      }
    }
    count(entry, frame, time, originalLength);
  }

  private void showTunnel(int entry, FrameView frame, int context) {
    if (context != Contexts.NONE) {
      entries.tunnelId(entry, TunnelContexts.idEachWay(frame.tunnels()));
    }
  }

  /**
   * Notes an ICMP error at the connection that it quotes, if that is open and has none yet.
   *
   * @param quoted view of the quoted datagram
   * @param error type and code, 8 bits each
   */
  void noteError(FrameView quoted, int context, int error) {
    key.of(quoted, context);
    int entry = index.find(key, key.hash());
    if (entry != Entries.NONE && !isIdle(entry)) {
      save.before(entry);
      long[] words = entries.chunk(entry);
      int state = entries.base(entry) + Entries.STATE;
      words[state] = EntryState.withIcmpError(words[state], error);
      save.changed(words, entries.base(entry), entry);
    }
  }

  /**
   * Closes what has expired by this time; for live sources when no frame comes. The caller promises
   * that no frame with an earlier time follows: then the log is the same with and without.
   */
  public void advance(long timeNanos) {
    moveWatermark(time(timeNanos));
  }

  /** The source has ended: closes all that is open. */
  public void finish() {
    for (int entry = lists.first(); entry != Entries.NONE; entry = lists.first()) {
      close(entry, isIdle(entry) ? idleReason(entry) : CloseReason.SOURCE_ENDED);
    }
  }

  public int openCount() {
    return entries.count();
  }

  /** Connections closed because the table, or the memory of all tables, was full. */
  public long evictions() {
    return evictions;
  }

  /** Flow records whose packets were counted where they were observed elsewhere. */
  public long repeatedObservations() {
    return repeatedObservations;
  }

  /** Flow records counted into a connection one of whose counters is at its limit. */
  public long saturatedRecords() {
    return saturatedRecords;
  }

  /** Takes note of a row of its own: records of the source that are at the limit count together. */
  public void noteRow(RecordView row) {
    saturatedRecords += row.isSaturated() ? 1 : 0;
  }

  /** Client hellos of which a part came that were given up because there were too many of them. */
  public long forgottenHellos() {
    return identifier.forgotten();
  }

  /** Frames and records whose context found no room, so that it was not told apart from others. */
  public long contextOverflows() {
    return contexts.overflows();
  }

  /** Hands out every open connection with close reason OPEN; in the same order for equal tables. */
  public void forEachOpen(ConnectionSink open) {
    for (int i = 0; i < TimeoutClass.COUNT; i++) {
      IdleList list = lists.of(i);
      for (int entry = list.head(); entry != Entries.NONE; entry = list.next(entry)) {
        open.accept(view.of(entry, CloseReason.OPEN));
      }
    }
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
    save.begin(into, watermark);
  }

  /**
   * Saves up to so many connections.
   *
   * @return whether nothing is left to be saved: then {@link #endSave}
   */
  public boolean saveSome(int most) {
    return save.some(most);
  }

  /** Ends a save; says which rows of earlier segments hold no longer as of its beginning. */
  public SavedOpen endSave() {
    return save.end();
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

  /** Every open segment was taken over. */
  public void restored() {
    TableSnapshot.readEnd(this, restored);
    payloads.restored(index, identifier);
    restored.clear();
  }

  /**
   * Counts a flow record into its connection, with its sampling applied. Whether it belongs to what
   * is open follows its own times: not when it begins more than the timeout after the latest one
   * told, nor when it opens again what has ended.
   *
   * @param number of the record within its source
   * @param clockNanos time by which connections expire: never that of the record alone where
   *     records arrive one by one, since a long flow is told of long after it began
   */
  public void trackFlow(FlowRecord record, long number, long clockNanos) {
    moveWatermark(time(clockNanos)); // what has expired gives its context back first
    int context = contexts.acquire(Context.of(record));
    key.of(record, context);
    int hash = key.hash();
    int entry = index.find(key, hash);
    long start = time(record.startNanos);
    long end = Math.max(start, time(record.endNanos));
    if (entry == Entries.NONE) {
      entry = beginFlow(hash, record, number, start);
    } else {
      CloseReason reason = reasonToSplit(entry, record, start, end);
      if (reason != CloseReason.OPEN) {
        entry = splitFlow(entry, reason, hash, record, number, start);
      }
    }
    count(entry, record, start, end);
    release(context);
  }

  private int beginFlow(int hash, FlowRecord record, long number, long start) {
    return begin(hash, FlowUpdate.firstState(record, key.fromHigh), number, start);
  }

  private int splitFlow(
      int entry, CloseReason reason, int hash, FlowRecord record, long number, long start) {
    if (reason != CloseReason.ACTIVE_TIMEOUT) {
      close(entry, reason);
      return beginFlow(hash, record, number, start);
    }
    Identification known = entries.identified(entry);
    long state = EntryState.carriedFlow(entries.word(entry, Entries.STATE));
    close(entry, reason);
    int next = begin(hash, state, number, start);
    entries.identify(next, known);
    return next;
  }

  private CloseReason reasonToSplit(int entry, FlowRecord record, long start, long end) {
    long state = entries.word(entry, Entries.STATE);
    long gap = start - entries.word(entry, Entries.END);
    if (isIdle(entry) || gap > lists.timeoutNanos(state)) {
      return idleReason(entry);
    }
    boolean ended = classOf(state) == TimeoutClass.FLOW_ENDED;
    if (ended && gap >= 0 && (record.tcpFlags & TcpFlags.SYN) != 0) {
      return CloseReason.REUSED;
    }
    long active = config.activeTimeoutNanos();
    return active > 0 && end - entries.word(entry, Entries.START) > active
        ? CloseReason.ACTIVE_TIMEOUT
        : CloseReason.OPEN;
  }

  private void count(int entry, FlowRecord record, long start, long end) {
    save.before(entry);
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    int before = EntryState.timeoutClass(words[base + Entries.STATE]);
    if (!FlowUpdate.count(words, base, record, key.fromHigh, start, end)) {
      repeatedObservations++;
    }
    if (FlowUpdate.isSaturated(words, base)) {
      saturatedRecords++;
    }
    FlowDetails known = entries.details(entry);
    FlowDetails told = FlowDetails.of(record, key.fromHigh);
    entries.tell(entry, details.pooled(known == null ? told : known.and(told)));
    if (entries.identified(entry) == null && FlowTexts.identifies(record)) {
      entries.identify(entry, FlowTexts.identification(record));
    }
    touch(entry, words, base, before);
  }

  /** In the range of times, see {@link #LATEST_NANOS}. */
  static long time(long nanos) {
    return Math.clamp(nanos, 0, LATEST_NANOS);
  }

  private void release(int context) {
    if (context != Contexts.NONE) {
      contexts.release(context);
    }
  }

  private void hold(long ports) {
    int context = ConnectionKey.context(ports);
    if (context != Contexts.NONE) {
      contexts.retain(context);
    }
  }

  private void moveWatermark(long time) {
    if (time > watermark) {
      watermark = time;
      if (lists.mayHaveExpired(time)) {
        sweep();
      }
    }
  }

  private void early(long time) {
    if (jumps.early(time)) {
      jumpBack(jumps.latest());
    }
  }

  /** Closes what ended later than now; what began since the jump stays. */
  private void jumpBack(long now) {
    int[] kept = new int[TimeJumps.RUN_FRAMES];
    int count = 0;
    for (int i = 0; i < TimeoutClass.COUNT; i++) {
      int next = lists.of(i).head();
      while (next != Entries.NONE) {
        int entry = next;
        next = lists.of(i).next(entry);
        if (entries.word(entry, Entries.END) > now) {
          close(entry, idleReason(entry));
        } else {
          kept = count == kept.length ? Arrays.copyOf(kept, count * 2) : kept;
          kept[count++] = entry;
        }
      }
    }
    watermark = now;
    for (int i = 0; i < count; i++) {
      requeue(kept[i]);
    }
  }

  /** As touched now. */
  private void requeue(int entry) {
    save.before(entry);
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    int timeoutClass = EntryState.timeoutClass(words[base + Entries.STATE]);
    words[base + Entries.TOUCHED] = watermark;
    lists.remove(entry, timeoutClass);
    lists.append(entry, timeoutClass, watermark);
    save.changed(words, base, entry);
  }

  private void sweep() {
    for (int entry = lists.expired(watermark);
        entry != Entries.NONE;
        entry = lists.expired(watermark)) {
      close(entry, idleReason(entry));
    }
  }

  /** Closes the entry and begins another one with the same key. */
  private int split(
      int entry, CloseReason reason, int hash, FrameView frame, long position, long time) {
    if (reason != CloseReason.ACTIVE_TIMEOUT) {
      close(entry, reason);
      return begin(hash, EntryUpdate.firstState(frame, key.fromHigh), position, time);
    }
    Identification known = entries.identified(entry);
    long state = EntryState.carried(entries.word(entry, Entries.STATE));
    close(entry, reason);
    int next = begin(hash, state, position, time);
    entries.identify(next, known);
    return next;
  }

  private CloseReason reasonToSplit(int entry, FrameView frame, long time) {
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    boolean earlier = jumps.isRunning() && jumps.isEarly(time, words[base + Entries.START]);
    if (earlier || isIdle(entry)) {
      return idleReason(entry);
    }
    if ((frame.tcpFlags() & TcpFlags.SYN) != 0 && isReused(words, base, frame, time)) {
      return CloseReason.REUSED;
    }
    long active = config.activeTimeoutNanos();
    return active > 0 && time - words[base + Entries.START] > active
        ? CloseReason.ACTIVE_TIMEOUT
        : CloseReason.OPEN;
  }

  /**
   * Whether a SYN opens another connection with the same ports: it has not the initial number of
   * what is open, and is not older. After the end it need not be known. A SYN and ACK tells nothing
   * but where no client was seen.
   */
  private boolean isReused(long[] words, int base, FrameView frame, long time) {
    long endpoints = words[base + Entries.TCP];
    long state = words[base + Entries.STATE];
    boolean opens = TcpFlags.opens(frame.tcpFlags());
    boolean known = TcpEndpoints.isKnown(endpoints, key.fromHigh);
    if (known && TcpEndpoints.isInitial(endpoints, key.fromHigh, frame.tcpSequence())) {
      return false;
    }
    if (classOf(state) == TimeoutClass.TCP_CLOSED) {
      return opens && time >= words[base + Entries.END];
    }
    boolean first = opens || TcpEndpoints.isSilent(endpoints, EntryState.clientHigh(state));
    return known && first && time >= words[base + Entries.START];
  }

  private boolean isIdle(int entry) {
    long timeout = lists.timeoutNanos(entries.word(entry, Entries.STATE));
    return watermark - entries.word(entry, Entries.TOUCHED) > timeout;
  }

  private CloseReason idleReason(int entry) {
    return classOf(entries.word(entry, Entries.STATE)).closeReason();
  }

  private static TimeoutClass classOf(long state) {
    return TimeoutClass.of(EntryState.timeoutClass(state));
  }

  private int begin(int hash, long state, long position, long time) {
    while (entries.count() >= config.maxConnections() || !entries.hasRoom()) {
      evict();
    }
    int entry = entries.allocate();
    EntryUpdate.begin(entries.chunk(entry), entries.base(entry), key, position, time, state);
    hold(key.ports);
    index.insert(entry, hash);
    lists.append(entry, EntryState.timeoutClass(state), watermark);
    return entry;
  }

  private void count(int entry, FrameView frame, long time, int originalLength) {
    save.before(entry);
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    int before = EntryState.timeoutClass(words[base + Entries.STATE]);
    EntryUpdate.count(words, base, frame, key.fromHigh, time, originalLength);
    if (frame.payloadCapturedLength() > 0 && mayIdentify(words[base + Entries.STATE])) {
      identify(entry, words, base, frame);
    }
    touch(entry, words, base, before);
  }

  private boolean mayIdentify(long state) {
    return !EntryState.settled(state)
        && EntryState.payloads(state, key.fromHigh) < PayloadIdentifier.PAYLOADS;
  }

  private void identify(int entry, long[] words, int base, FrameView frame) {
    long state = words[base + Entries.STATE];
    Identification known = entries.identified(entry);
    boolean fromClient = key.fromHigh == EntryState.clientHigh(state);
    boolean first =
        EntryState.payloads(state, key.fromHigh) == 0
            && (EntryState.flags(state, key.fromHigh) & TcpFlags.SYN) != 0;
    Identification found = identifier.identify(frame, fromClient, first, known, entry);
    if (found != null) {
      entries.identify(entry, found);
    }
    state = EntryState.countPayload(state, key.fromHigh);
    boolean settled = found != null && found.settled();
    if (EntryState.payloads(state, key.fromHigh) == PayloadIdentifier.PAYLOADS && fromClient) {
      identifier.forget(entry);
    }
    words[base + Entries.STATE] = settled ? EntryState.withSettled(state) : state;
  }

  private void touch(int entry, long[] words, int base, int before) {
    words[base + Entries.TOUCHED] = watermark;
    int after = EntryState.timeoutClass(words[base + Entries.STATE]);
    boolean recent = watermark - words[base + Entries.QUEUED] <= lists.of(after).granuleNanos;
    if (after != before || !recent) {
      lists.remove(entry, before);
      lists.append(entry, after, watermark);
    }
    save.changed(words, base, entry);
  }

  /** Takes over an entry whose words are filled in; {@link #restored} gives it its list. */
  void adopt(int entry, long place) {
    entries.chunk(entry)[entries.base(entry) + Entries.PLACE] = place;
    hold(entries.word(entry, Entries.PORTS));
    index.insert(entry, index.hashOf(entry));
    restored.add(entry);
  }

  /** Takes over an entry of an old snapshot, at the end of its list; it was saved nowhere. */
  void adoptOld(int entry) {
    hold(entries.word(entry, Entries.PORTS));
    index.insert(entry, index.hashOf(entry));
    long state = entries.word(entry, Entries.STATE);
    lists.append(entry, EntryState.timeoutClass(state), entries.word(entry, Entries.QUEUED));
    save.changed(entries.chunk(entry), entries.base(entry), entry);
  }

  private void evict() {
    evictions++;
    close(lists.longestIdle(), CloseReason.EVICTED);
  }

  private void close(int entry, CloseReason reason) {
    save.closing(entry);
    identifier.forget(entry);
    sink.accept(view.of(entry, reason));
    lists.remove(entry, EntryState.timeoutClass(entries.word(entry, Entries.STATE)));
    index.remove(entry);
    release(ConnectionKey.context(entries.word(entry, Entries.PORTS)));
    entries.release(entry);
  }
}
