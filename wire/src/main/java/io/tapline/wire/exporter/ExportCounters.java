package io.tapline.wire.exporter;

import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers behind {@link ExportCounter}. */
public final class ExportCounters {
  private static final ExportCounter[] ALL = ExportCounter.values();

  private final long[] values = new long[ALL.length];

  /** One more. */
  public void count(ExportCounter counter) {
    add(counter, 1);
  }

  /** So many more. */
  public void add(ExportCounter counter, long howMany) {
    values[counter.index()] += howMany;
  }

  /** One more datagram that came out of turn, or began anew. */
  public void count(Arrival arrival) {
    switch (arrival) {
      case FORWARD -> {}
      case REORDERED -> count(ExportCounter.REORDERED_DATAGRAMS);
      case LATE -> count(ExportCounter.LATE_DATAGRAMS);
      case RESTARTED -> count(ExportCounter.RESTARTS);
    }
  }

  /** How many there were. */
  public long get(ExportCounter counter) {
    return values[counter.index()];
  }

  /** Those above 0, by their label. */
  public Map<String, Long> positive() {
    Map<String, Long> positive = new LinkedHashMap<>();
    for (ExportCounter counter : ALL) {
      if (get(counter) > 0) {
        positive.put(counter.label(), get(counter));
      }
    }
    return positive;
  }

  /** Appends all of them. */
  public void save(StateWriter state) {
    state.int32(values.length);
    for (long value : values) {
      state.int64(value);
    }
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(StateReader state) {
    int count = state.count(values.length);
    for (int i = 0; i < count; i++) {
      values[i] = state.int64();
    }
  }
}
