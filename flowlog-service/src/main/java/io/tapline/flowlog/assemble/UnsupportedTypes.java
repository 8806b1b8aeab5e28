package io.tapline.flowlog.assemble;

import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.util.Map;

/**
 * Which link types and EtherTypes frames had that are not decoded, with how many frames. The first
 * {@link #MOST} of each are counted by their number; what comes then is in the outcome only.
 */
final class UnsupportedTypes {
  /** Numbers of each kind. */
  static final int MOST = 32;

  private final Counts linkTypes = new Counts();
  private final Counts etherTypes = new Counts();

  /** A frame whose outcome is one of no connection. */
  void count(FrameView frame, FrameOutcome outcome) {
    if (outcome == FrameOutcome.UNSUPPORTED_LINK_TYPE) {
      linkTypes.count(frame.unsupportedType());
    } else if (outcome == FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL
        && frame.unsupportedType() != FrameView.NO_TYPE) {
      etherTypes.count(frame.unsupportedType());
    }
  }

  void addTo(Map<String, Long> counters) {
    for (int i = 0; i < linkTypes.size; i++) {
      counters.put("unsupported_link_type_" + linkTypes.numbers[i], linkTypes.counts[i]);
    }
    for (int i = 0; i < etherTypes.size; i++) {
      counters.put(
          "unsupported_ether_type_0x%04x".formatted(etherTypes.numbers[i]), etherTypes.counts[i]);
    }
  }

  void write(SnapshotWriter out) {
    linkTypes.write(out);
    etherTypes.write(out);
  }

  void read(SnapshotReader in) {
    linkTypes.read(in);
    etherTypes.read(in);
  }

  /** Numbers in order of appearance. */
  private static final class Counts {
    private final int[] numbers = new int[MOST];
    private final long[] counts = new long[MOST];
    private int size;

    void count(int number) {
      int at = 0;
      while (at < size && numbers[at] != number) {
        at++;
      }
      if (at == size && size < MOST) {
        numbers[size++] = number;
      }
      if (at < size) {
        counts[at]++;
      }
    }

    void write(SnapshotWriter out) {
      out.writeLong(size);
      for (int i = 0; i < size; i++) {
        out.writeLong(numbers[i]);
        out.writeLong(counts[i]);
      }
    }

    void read(SnapshotReader in) {
      long written = in.readLong();
      in.require(written >= 0 && written <= MOST, "its unsupported types are too many");
      for (size = 0; size < written; size++) {
        numbers[size] = (int) in.readLong();
        counts[size] = in.readLong();
      }
    }
  }
}
