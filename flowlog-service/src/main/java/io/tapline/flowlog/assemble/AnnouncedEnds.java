package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.Announcement;
import io.tapline.flowlog.identify.Identification;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends of connections to come that the connections of one source announced: the newest {@link
 * #MOST}, each for {@link #LIFE_NANOS} of the frames' time. What is outside of tunnels only.
 *
 * <p>A connection that begins asks with its two ports first, which costs two reads where nothing
 * was announced for them, and allocates nothing.
 */
final class AnnouncedEnds {
  static final int MOST = 4_096;
  static final long LIFE_NANOS = 300_000_000_000L;

  private static final int PORT_MASK = 0xfff;

  private record End(int protocol, long high, long low, int port) {}

  private record Said(long timeNanos, boolean once, Identification identification) {}

  /** In the order of announcing. */
  private final Map<End, Said> ends = new LinkedHashMap<>();

  /** How many of them have a port with these lower bits. */
  private final short[] byPort = new short[PORT_MASK + 1];

  private long forgotten;

  /** Announced before their connection came, and given up because there were too many. */
  long forgotten() {
    return forgotten;
  }

  int size() {
    return ends.size();
  }

  /** A later announcement of the same end takes the place of the earlier one. */
  void put(Announcement announced, long timeNanos) {
    End end = new End(announced.protocol(), announced.high(), announced.low(), announced.port());
    put(end, new Said(timeNanos, announced.once(), announced.identification()));
  }

  private void put(End end, Said said) {
    remove(end);
    if (ends.size() == MOST) {
      forgetOldest(said.timeNanos());
    }
    ends.put(end, said);
    byPort[end.port() & PORT_MASK]++;
  }

  private void forgetOldest(long timeNanos) {
    Map.Entry<End, Said> oldest = ends.entrySet().iterator().next();
    forgotten += isAlive(oldest.getValue(), timeNanos) ? 1 : 0;
    remove(oldest.getKey());
  }

  private void remove(End end) {
    if (ends.remove(end) != null) {
      byPort[end.port() & PORT_MASK]--;
    }
  }

  /** Whether an end of a connection may have been announced. */
  boolean mayHave(long ports) {
    return byPort[(int) ports & PORT_MASK] != 0 || byPort[(int) (ports >> 16) & PORT_MASK] != 0;
  }

  /**
   * What was announced of a connection that begins; null if nothing was. An end that is for one
   * connection is its server's: a client may happen to have the same port.
   */
  @Nullable Identification take(ConnectionKey key, boolean serverHigh, long timeNanos) {
    Identification ofServer = take(end(key, serverHigh), true, timeNanos);
    return ofServer == null ? take(end(key, !serverHigh), false, timeNanos) : ofServer;
  }

  private static End end(ConnectionKey key, boolean high) {
    return new End(
        ConnectionKey.protocol(key.ports),
        high ? key.highHigh : key.lowHigh,
        high ? key.highLow : key.lowLow,
        ConnectionKey.port(key.ports, high));
  }

  private @Nullable Identification take(End end, boolean ofServer, long timeNanos) {
    Said said = ends.get(end);
    if (said == null || (said.once() && !ofServer)) {
      return null;
    }
    boolean alive = isAlive(said, timeNanos);
    if (said.once() || !alive) {
      remove(end);
    }
    return alive ? said.identification() : null;
  }

  /** Frames may come a little out of order. */
  private static boolean isAlive(Said said, long timeNanos) {
    return Math.abs(timeNanos - said.timeNanos()) <= LIFE_NANOS;
  }

  /** Number given up, number kept, then for each its end, time, whether for one, and service. */
  void write(SnapshotWriter out) {
    out.writeLong(forgotten);
    out.writeLong(ends.size());
    ends.forEach(
        (end, said) -> {
          out.writeByte(end.protocol());
          out.writeLong(end.high());
          out.writeLong(end.low());
          out.writeLong(end.port());
          out.writeLong(said.timeNanos());
          out.writeByte(said.once() ? 1 : 0);
          out.writeText(said.identification().service());
        });
  }

  void read(SnapshotReader in) {
    forgotten = in.readLong();
    long count = in.readLong();
    in.require(count >= 0 && count <= MOST, "more ends are announced than there may be");
    for (long left = count; left > 0; left--) {
      End end = new End(in.readByte(), in.readLong(), in.readLong(), (int) in.readLong());
      long timeNanos = in.readLong();
      boolean once = in.readByte() != 0;
      put(end, new Said(timeNanos, once, Identification.announced(in.readText().intern(), once)));
    }
  }
}
