package io.tapline.flowlog.watch;

import io.tapline.flowlog.search.Position;
import org.jspecify.annotations.Nullable;

/**
 * Where a watcher is: behind a commit, or within some that are read together.
 *
 * @param after number of the last commit that was wholly sent
 * @param upTo number of the last commit that is read together with the one that follows {@code
 *     after}; the same number where none was begun
 * @param last the last connection of these that was sent; absent for none
 * @param skipped connections of these that the watcher was told it misses
 */
record WatchPosition(long after, long upTo, @Nullable Position last, long skipped) {
  static WatchPosition behind(long commit) {
    return new WatchPosition(commit, commit, null, 0);
  }

  boolean isWithin() {
    return upTo > after;
  }

  /** The same commits, sent up to this connection. */
  WatchPosition within(long end, Position sent, long missed) {
    return new WatchPosition(after, end, sent, missed);
  }
}
