package io.tapline.flowlog.assemble;

import io.tapline.wire.frame.Fragment;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import io.tapline.wire.frame.TunnelStack;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes the captured frames of one source into its table: connections in tunnels apart from those
 * outside, later fragments to the connection of the first one, ICMP errors noted at the connection
 * that they quote. Every frame is counted in one connection or has another outcome. For one thread.
 */
public final class PacketTracker {
  private static final int MAGIC = 0x544c5046;
  private static final int VERSION = 2;

  /** Without TCP headers over several fragments, and without unsupported types. */
  private static final int OLDEST = 1;

  private final ConnectionTable table;
  private final Contexts contexts;
  private final TunnelContexts tunnelContexts = new TunnelContexts();
  private final FragmentTable fragments;
  private final UnsupportedTypes unsupported = new UnsupportedTypes();
  private long tooDeep;
  private long resolved;

  public PacketTracker(ConnectionTable table) {
    this(table, FragmentTable.DEFAULT_DATAGRAMS);
  }

  /**
   * @param maxDatagrams fragmented datagrams whose ports are remembered
   */
  public PacketTracker(ConnectionTable table, int maxDatagrams) {
    this.table = table;
    this.contexts = table.open.contexts;
    this.fragments = new FragmentTable(maxDatagrams, contexts);
  }

  /**
   * Counts a frame into its connection, if it has one.
   *
   * @param outcome of the frame's decoding
   * @param position the frame's number within its source
   * @param timeNanos since 1970-01-01T00:00:00Z
   * @param originalLength bytes of the whole frame on the wire
   * @return what became of it: {@code CONNECTION} when it is in the table
   */
  public FrameOutcome track(
      FrameView frame, FrameOutcome outcome, long position, long timeNanos, int originalLength) {
    if (outcome == FrameOutcome.CONNECTION) {
      if (isPlain(frame)) {
        table.track(frame, Contexts.NONE, position, timeNanos, originalLength);
      } else {
        connection(frame, position, timeNanos, originalLength);
      }
      return outcome;
    }
    if (outcome == FrameOutcome.FRAGMENT_WITHOUT_PORTS) {
      return laterFragment(frame, position, timeNanos, originalLength);
    }
    unsupported.count(frame, outcome);
    return outcome;
  }

  private static boolean isPlain(FrameView frame) {
    TunnelStack tunnels = frame.tunnels();
    return tunnels.depth() == 0
        && frame.fragment() == Fragment.NONE
        && frame.quoted() == null
        && !tunnels.isTooDeep();
  }

  private void connection(FrameView frame, long position, long timeNanos, int originalLength) {
    TunnelStack tunnels = frame.tunnels();
    tooDeep += tunnels.isTooDeep() ? 1 : 0;
    if (tunnels.depth() > 0) {
      table.advance(timeNanos); // what has expired gives its context back first
    }
    int context = acquire(tunnels, tunnels.depth());
    table.track(frame, context, position, timeNanos, originalLength);
    for (int level = 0; level < tunnels.depth(); level++) {
      if (tunnels.fragment(level) == Fragment.FIRST) {
        int outer = acquire(tunnels, level);
        fragments.put(frame, level, outer, context, table.watermark());
        contexts.release(outer);
      }
    }
    if (frame.fragment() == Fragment.FIRST) {
      fragments.put(frame, tunnels.depth(), context, context, table.watermark());
    }
    FrameView quoted = frame.quoted();
    if (quoted != null) {
      table.noteError(quoted, context, frame.sourcePort() << 8 | frame.destinationPort());
    }
    if (fragments.hasReady()) {
      resolved += fragments.countReady(table, frame, context);
    }
    contexts.release(context);
  }

  private FrameOutcome laterFragment(
      FrameView frame, long position, long timeNanos, int originalLength) {
    TunnelStack tunnels = frame.tunnels();
    table.advance(timeNanos);
    int context = acquire(tunnels, tunnels.depth());
    int inside = fragments.attribute(frame, context, table.watermark());
    boolean known = inside != FragmentTable.NONE;
    boolean counts = known || frame.hasTunnelProtocol();
    if (counts) {
      table.track(frame, known ? inside : context, position, timeNanos, originalLength);
    } else {
      fragments.hold(frame, context, position, timeNanos, originalLength, table.watermark());
    }
    contexts.release(context);
    return counts ? FrameOutcome.CONNECTION : FrameOutcome.FRAGMENT_WITHOUT_PORTS;
  }

  /** Of the tunnels down to a depth. */
  private int acquire(TunnelStack tunnels, int depth) {
    return depth == 0 ? Contexts.NONE : contexts.acquire(tunnelContexts.of(tunnels, depth));
  }

  /**
   * Frames that were FRAGMENT_WITHOUT_PORTS and are in a connection since their first fragment
   * came: how many since this was asked for the last time.
   */
  public long takeResolved() {
    long taken = resolved;
    resolved = 0;
    return taken;
  }

  /** What it met, by name, since the source began; only those above 0. */
  public Map<String, Long> counters() {
    Map<String, Long> counters = new HashMap<>();
    counters.put("tunnels_too_deep", tooDeep);
    counters.put("fragments_forgotten", fragments.overflows());
    counters.put("client_hellos_forgotten", table.forgottenHellos());
    counters.put("announcements_forgotten", table.forgottenAnnouncements());
    counters.put("time_jumps_back", table.timeJumps());
    unsupported.addTo(counters);
    counters.values().removeIf(count -> count == 0);
    return counters;
  }

  /** What it remembers, for {@link #restore}; goes with a snapshot of the table. */
  public byte[] snapshot() {
    SnapshotWriter out = new SnapshotWriter(64 + fragments.size() * 60);
    out.writeInt(MAGIC);
    out.writeByte(VERSION);
    out.writeLong(tooDeep);
    fragments.write(out);
    unsupported.write(out);
    return out.finish();
  }

  /**
   * Continues from a snapshot. The tracker must be new and its table restored before.
   *
   * @throws io.tapline.rpc.Refusal STATE_CORRUPT
   */
  public void restore(byte[] snapshot) {
    SnapshotReader in = new SnapshotReader(snapshot);
    in.require(in.readInt() == MAGIC, "it is not a snapshot of fragments");
    int version = in.readByte();
    in.require(
        version >= OLDEST && version <= VERSION,
        "its version is " + version + ", known here is " + VERSION);
    in.requireChecksum();
    tooDeep = in.readLong();
    fragments.read(in, version > OLDEST);
    if (version > OLDEST) {
      unsupported.read(in);
    }
    in.require(in.atEnd(), "bytes follow its end");
  }
}
