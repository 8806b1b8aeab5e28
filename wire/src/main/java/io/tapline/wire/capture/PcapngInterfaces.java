package io.tapline.wire.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The interfaces of a pcapng file. Frames name them by their number within the current section. */
final class PcapngInterfaces {
  static final int MAXIMUM = 65_536;

  private final List<@Nullable PcapngInterface> all = new ArrayList<>();

  /** Lost frames that were told of each interface. */
  private long[] told = new long[4];

  private int first;

  void beginSection() {
    first = all.size();
  }

  boolean isFull() {
    return all.size() == MAXIMUM;
  }

  void add(PcapngInterface described) {
    append(described);
  }

  /** It takes a number, so that those after it keep theirs. */
  void addUnreadable() {
    append(null);
  }

  private void append(@Nullable PcapngInterface described) {
    all.add(described);
    if (all.size() > told.length) {
      told = Arrays.copyOf(told, told.length * 2);
    }
  }

  /**
   * Null = the section describes no interface of that number, or its description cannot be read.
   */
  @Nullable PcapngInterface find(long number) {
    return number < all.size() - first ? all.get(first + (int) number) : null;
  }

  /** Frames of an interface were lost, and that is told. */
  void told(int index, long drops) {
    told[index] += drops;
  }

  /** Given all lost frames of an interface so far, those that were not told yet; they are now. */
  long tellTotal(int index, long drops) {
    long before = told[index];
    told[index] = Math.max(before, drops);
    return Math.max(0, drops - before);
  }

  /** Number over all sections of an interface that {@link #find} knows. */
  int index(long number) {
    return first + (int) number;
  }
}
