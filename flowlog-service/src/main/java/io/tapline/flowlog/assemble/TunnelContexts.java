package io.tapline.flowlog.assemble;

import io.tapline.wire.frame.TunnelKind;
import io.tapline.wire.frame.TunnelStack;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of tunnels, made once for the same tunnels between the same hosts: {@code vxlan/100
 * > gre}. An id that each direction chooses for itself would make two connections of one; it is
 * written as {@code *} here, and a row shows the id of its first frame instead ({@link #text}).
 * Only the outermost of such ids is shown.
 *
 * <p>A cache without consequences: what has been pushed out is made again.
 */
final class TunnelContexts {
  private static final int SLOTS = 1024;
  private static final int DEPTH = TunnelStack.MAXIMUM_DEPTH;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
  private static final String SEPARATOR = " > ";
  private static final String ANY_ID = "/*";
  private static final TunnelKind[] KINDS = TunnelKind.values();

  private final int[] kinds = new int[SLOTS];
  private final long[] ids = new long[SLOTS * DEPTH];
  private final @Nullable Context[] contexts = new Context[SLOTS];

  /** Of the tunnels down to a depth of at least 1. */
  Context of(TunnelStack tunnels, int depth) {
    int packed = packedKinds(tunnels, depth);
    int slot = slot(tunnels, depth, packed);
    Context known = contexts[slot];
    if (known != null
        && kinds[slot] == packed
        && hasIds(slot, tunnels, depth)
        && OuterHosts.matches(known.outer(), tunnels, depth)) {
      return known;
    }
    kinds[slot] = packed;
    for (int level = 0; level < depth; level++) {
      ids[slot * DEPTH + level] = sharedId(tunnels, level);
    }
    Context made = Context.ofTunnel(pattern(tunnels, depth), OuterHosts.of(tunnels, depth));
    contexts[slot] = made;
    return made;
  }

  @SuppressWarnings("EnumOrdinal") // in memory only
  private static int packedKinds(TunnelStack tunnels, int depth) {
    int packed = 0;
    for (int level = 0; level < depth; level++) {
      packed = packed << 8 | tunnels.kind(level).ordinal() + 1;
    }
    return packed;
  }

  private static int slot(TunnelStack tunnels, int depth, int packed) {
    long hash = packed * MULTIPLIER;
    for (int level = 0; level < depth; level++) {
      hash = (hash ^ sharedId(tunnels, level) ^ ends(tunnels, level)) * MULTIPLIER;
    }
    return (int) (hash >>> 32) & SLOTS - 1;
  }

  /** The same for both directions. */
  private static long ends(TunnelStack tunnels, int level) {
    long source = (tunnels.sourceHigh(level) ^ tunnels.sourceLow(level)) * MULTIPLIER;
    long destination =
        (tunnels.destinationHigh(level) ^ tunnels.destinationLow(level)) * MULTIPLIER;
    return (source ^ source >>> 29) + (destination ^ destination >>> 29);
  }

  private boolean hasIds(int slot, TunnelStack tunnels, int depth) {
    for (int level = 0; level < depth; level++) {
      if (ids[slot * DEPTH + level] != sharedId(tunnels, level)) {
        return false;
      }
    }
    return true;
  }

  private static long sharedId(TunnelStack tunnels, int level) {
    return tunnels.kind(level).hasIdEachWay() ? TunnelStack.NO_ID : tunnels.id(level);
  }

  private static String pattern(TunnelStack tunnels, int depth) {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    for (int level = 0; level < depth; level++) {
      TunnelKind kind = tunnels.kind(level);
      text.append(level == 0 ? "" : SEPARATOR).append(kind.label());
      if (kind.hasIdEachWay()) {
        text.append(any ? "" : ANY_ID);
        any = true;
      } else if (tunnels.id(level) != TunnelStack.NO_ID) {
        text.append('/').append(kind.idText(tunnels.id(level)));
      }
    }
    return text.toString();
  }

  /** Whether rows of the context show an id of their own. */
  static boolean hasIdEachWay(Context context) {
    return context.tunnel().contains(ANY_ID);
  }

  /** The id that stands for {@code *}, or {@link TunnelStack#NO_ID}. */
  static long idEachWay(TunnelStack tunnels) {
    for (int level = 0; level < tunnels.depth(); level++) {
      if (tunnels.kind(level).hasIdEachWay()) {
        return tunnels.id(level);
      }
    }
    return TunnelStack.NO_ID;
  }

  /** A context's tunnel with the id of a row. */
  static String text(String pattern, long id) {
    int at = pattern.indexOf(ANY_ID);
    if (at < 0) {
      return pattern;
    }
    String before = pattern.substring(0, at);
    String after = pattern.substring(at + ANY_ID.length());
    return id == TunnelStack.NO_ID ? before + after : before + '/' + idText(before, id) + after;
  }

  private static String idText(String before, long id) {
    for (TunnelKind kind : KINDS) {
      if (before.endsWith(kind.label())) {
        return kind.idText(id);
      }
    }
    return Long.toString(id);
  }
}
