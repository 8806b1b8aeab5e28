package io.tapline.wire.capture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The interfaces of a pcapng file. Frames name them by their number within the current section. */
final class PcapngInterfaces {
  static final int MAXIMUM = 65_536;

  private final List<PcapngInterface> all = new ArrayList<>();
  private int first;

  void beginSection() {
    first = all.size();
  }

  boolean isFull() {
    return all.size() == MAXIMUM;
  }

  void add(PcapngInterface described) {
    all.add(described);
  }

  /** Null = the section describes no interface of that number. */
  @Nullable PcapngInterface find(long number) {
    return number < all.size() - first ? all.get(first + (int) number) : null;
  }

  /** Number over all sections of an interface that {@link #find} knows. */
  int index(long number) {
    return first + (int) number;
  }
}
