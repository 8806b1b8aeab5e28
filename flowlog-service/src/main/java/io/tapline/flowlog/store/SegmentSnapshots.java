package io.tapline.flowlog.store;

import java.util.Map;
import java.util.function.Predicate;

/**
 * What a question needs of the store; implemented over registry and cache, and by plain lists of
 * files in tests.
 */
public interface SegmentSnapshots {
  /**
   * Opens the segments with connections that start in {@code [startNanos, endNanos)}. Blocks while
   * segments that are not cached are fetched. The caller closes the snapshot.
   *
   * @param mayHold tells from a segment's serialised address filter whether it can hold what is
   *     asked for
   * @throws io.tapline.flowlog.FlowlogException STORE_UNAVAILABLE
   */
  SegmentSnapshot open(long startNanos, long endNanos, Predicate<byte[]> mayHold);

  /** Names of sources ({@code sensor/source}) by their number. */
  Map<Integer, String> sourceNames();
}
