package io.tapline.wire.frame;

/**
 * The tunnels that the connection of a frame lies in, outermost first, as levels from 0 to depth
 * (exclusive). Belongs to its {@link FrameView} and is valid as long as that is.
 */
public final class TunnelStack {
  /** Tunnels in tunnels that are opened; what is deeper is not, and {@link #isTooDeep} says so. */
  public static final int MAXIMUM_DEPTH = 4;

  /** Id of a level that has none. */
  public static final long NO_ID = -1;

  private final OuterDatagram[] outer = new OuterDatagram[MAXIMUM_DEPTH];
  private int depth;
  private boolean tooDeep;

  TunnelStack() {
    for (int level = 0; level < MAXIMUM_DEPTH; level++) {
      outer[level] = new OuterDatagram();
    }
  }

  void clear() {
    depth = 0;
    tooDeep = false;
  }

  /** Goes one level deeper: what is known so far becomes the outer datagram. */
  boolean enter(FrameView frame, TunnelKind kind, long id) {
    if (depth == MAXIMUM_DEPTH) {
      tooDeep = true;
      return false;
    }
    OuterDatagram level = outer[depth++];
    level.kind = kind;
    level.id = id;
    level.save(frame);
    return true;
  }

  /** Goes back to the innermost outer datagram. */
  void leave(FrameView frame) {
    outer[--depth].restore(frame);
  }

  /** Whether the innermost tunnel's datagram is only the first part of what it carries. */
  boolean isCutByFragmentation() {
    return depth > 0 && outer[depth - 1].fragment == Fragment.FIRST;
  }

  /** 0 = not in a tunnel. */
  public int depth() {
    return depth;
  }

  /** Whether a tunnel was left closed because of {@link #MAXIMUM_DEPTH}. */
  public boolean isTooDeep() {
    return tooDeep;
  }

  public TunnelKind kind(int level) {
    return outer[level].kind;
  }

  /** VNI, TEID, key and the like as the kind says, or {@link #NO_ID}. */
  public long id(int level) {
    return outer[level].id;
  }

  /** Addresses, protocol and fragment of the datagram that carries the tunnel. */
  public long sourceHigh(int level) {
    return outer[level].sourceHigh;
  }

  public long sourceLow(int level) {
    return outer[level].sourceLow;
  }

  public long destinationHigh(int level) {
    return outer[level].destinationHigh;
  }

  public long destinationLow(int level) {
    return outer[level].destinationLow;
  }

  public int protocol(int level) {
    return outer[level].protocol;
  }

  /** As in {@link FrameView#datagramProtocol}. */
  public int datagramProtocol(int level) {
    return outer[level].datagramProtocol;
  }

  public int ipVersion(int level) {
    return outer[level].ipVersion;
  }

  /** {@link Fragment#NONE} or {@link Fragment#FIRST}. */
  public Fragment fragment(int level) {
    return outer[level].fragment;
  }

  public int fragmentId(int level) {
    return outer[level].fragmentId;
  }

  /** Outermost VLAN id known at this level; 0 = none. */
  public int vlan(int level) {
    return outer[level].vlan;
  }
}
