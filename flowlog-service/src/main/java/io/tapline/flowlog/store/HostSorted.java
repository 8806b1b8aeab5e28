package io.tapline.flowlog.store;

import io.tapline.flowlog.segment.Side;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one segment sorted by the address of a side, as far as such files exist: for one
 * question, on its thread.
 */
public interface HostSorted {
  /** There are none. */
  HostSorted NONE =
      new HostSorted() {
        @Override
        public @Nullable Path by(Side side) {
          return null;
        }

        @Override
        public boolean distrust() {
          return false;
        }
      };

  /** Finds them for the segments of questions. */
  @FunctionalInterface
  interface Finder {
    /** Finds none. */
    Finder NONE = (segment, rows, intent) -> HostSorted.NONE;

    /** The files that a question may read instead of a segment that it has pinned. */
    HostSorted of(SegmentRef segment, long rows, Intent intent);
  }

  /**
   * A file with exactly the segment's rows and columns, the same one whenever it is asked for;
   * absent where there is none. Asking may have one made for later questions.
   */
  @Nullable Path by(Side side);

  /** Gives up the files that were given, since one cannot be read; whether there were any. */
  boolean distrust();
}
