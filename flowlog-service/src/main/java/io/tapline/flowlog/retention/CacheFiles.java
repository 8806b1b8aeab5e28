package io.tapline.flowlog.retention;

import io.tapline.flowlog.hostcopy.HostCopies;
import io.tapline.flowlog.store.SegmentCache;

/** Host copies first, then cached segments. */
record CacheFiles(HostCopies copies, SegmentCache cache) implements DerivedFiles {
  @Override
  public long sizeBytes() {
    return copies.sizeBytes() + cache.sizeBytes();
  }

  @Override
  public void giveUp(long bytes) {
    long left = bytes - copies.giveUp(bytes);
    if (left > 0) {
      cache.giveUp(left);
    }
  }
}
