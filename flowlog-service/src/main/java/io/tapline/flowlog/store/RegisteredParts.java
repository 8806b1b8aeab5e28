package io.tapline.flowlog.store;

import io.tapline.flowlog.store.OpenParts.OpenPart;
import io.tapline.flowlog.store.SegmentCache.Pinned;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens the parts of one snapshot: in the cache, fetched within the snapshot's transaction. */
final class RegisteredParts implements SegmentSnapshot.Opener {
  private final SegmentCache cache;
  private final SegmentStore store;
  private final HostSorted.Finder sorted;
  private final CorruptSegments corrupt;
  private final StoreMetrics metrics;
  private final Intent intent;
  private final LogReading reading;

  RegisteredParts(
      SegmentCache cache,
      SegmentStore store,
      HostSorted.Finder sorted,
      CorruptSegments corrupt,
      StoreMetrics metrics,
      Intent intent,
      LogReading reading) {
    this.cache = cache;
    this.store = store;
    this.sorted = sorted;
    this.corrupt = corrupt;
    this.metrics = metrics;
    this.intent = intent;
    this.reading = reading;
  }

  @Override
  public OpenParts open(List<Part> parts, StillWanted wanted) {
    Pinned pinned = cache.pin(parts.stream().map(Part::segment).toList(), store, intent, wanted);
    if (pinned.isComplete()) {
      return new OpenParts(opened(parts, pinned.files()), pinned.release());
    }
    pinned.close();
    corrupt.mark(pinned.corrupt());
    metrics.retried();
    throw new StaleSnapshotException("Segments of the snapshot cannot be had.");
  }

  /** The files come in the order of the segments, since none is missing. */
  private List<OpenPart> opened(List<Part> parts, List<Path> files) {
    List<OpenPart> opened = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      opened.add(new OpenPart(part, files.get(i), sorted(part)));
    }
    return List.copyOf(opened);
  }

  /** A sorted copy has lost the numbers of the rows, by which those are known that do not hold. */
  private HostSorted sorted(Part part) {
    return part.deletionVector() == null
        ? sorted.of(part.segment(), part.rows(), intent)
        : HostSorted.NONE;
  }

  @Override
  public void distrust(Part part) {
    cache.distrust(part.segment());
  }

  @Override
  public void close() {
    reading.close();
  }
}
