package io.tapline.flowlog.search;

import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshot.LossEntry;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import io.tapline.wire.flow.LossUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Segments that cannot be read: answers leave them out and name them. A segment stays here for
 * {@link #KEPT}, after which it is tried again, so that what was the fault of a full disk or of too
 * few file handles does not hide rows for good. At most {@value #MAX_SEGMENTS}; beyond it all are
 * forgotten and found again when they are needed. For any number of threads.
 */
final class UnreadableSegments {
  static final int MAX_SEGMENTS = 10_000;
  static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MAX_LOSSES = 100;

  private final Map<Long, Long> untilNanoTime = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  UnreadableSegments(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  int size() {
    forgetTheOldest();
    return untilNanoTime.size();
  }

  private void forgetTheOldest() {
    long now = nanoTime.getAsLong();
    untilNanoTime.values().removeIf(until -> now - until >= 0);
  }

  void add(Part part) {
    if (untilNanoTime.size() >= MAX_SEGMENTS) {
      untilNanoTime.clear();
    }
    untilNanoTime.put(part.segment().id(), nanoTime.getAsLong() + KEPT.toNanos());
  }

  List<Part> without(List<Part> parts) {
    if (untilNanoTime.isEmpty()) {
      return parts;
    }
    forgetTheOldest();
    return parts.stream().filter(part -> !contains(part)).toList();
  }

  private boolean contains(Part part) {
    return untilNanoTime.containsKey(part.segment().id());
  }

  /**
   * What an answer over the snapshot lacks.
   *
   * @param scannedSegments that had to be opened
   */
  Completeness completeness(SegmentSnapshot snapshot, int scannedSegments) {
    List<LossEntry> losses = new ArrayList<>();
    snapshot.parts().stream()
        .filter(this::contains)
        .map(UnreadableSegments::loss)
        .forEach(losses::add);
    losses.addAll(snapshot.losses());
    return new Completeness(
        losses.stream().limit(MAX_LOSSES).toList(),
        snapshot.lost(),
        snapshot.asOf(),
        snapshot.matchedSegments(),
        scannedSegments,
        snapshot.removed(),
        snapshot.coverage(),
        List.of());
  }

  /** Which frames are missing is not known without the segment. */
  private static LossEntry loss(Part part) {
    return new LossEntry(
        "",
        "flowlog.segment",
        0,
        LossUnit.UNKNOWN,
        part.minStartNanos(),
        part.maxStartNanos(),
        "Segment %d with %d connections cannot be read; they are missing here."
            .formatted(part.segment().id(), part.rows()));
  }
}
