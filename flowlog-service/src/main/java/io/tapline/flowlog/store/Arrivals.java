package io.tapline.flowlog.store;

import org.jspecify.annotations.Nullable;

/** Segments that arrive one after the other; one that another follows early is dropped. */
final class Arrivals implements AutoCloseable {
  private final CacheDirectory directory;
  private @Nullable Arrival current;

  Arrivals(CacheDirectory directory) {
    this.directory = directory;
  }

  /** Writes the next bytes of a segment. */
  Arrival take(SegmentRef segment, byte[] piece) {
    if (current == null || !current.segment().equals(segment)) {
      close();
      current = directory.arrive(segment);
    }
    current.add(piece);
    return current;
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
    }
  }
}
