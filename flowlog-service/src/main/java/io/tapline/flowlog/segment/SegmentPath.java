package io.tapline.flowlog.segment;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A segment on local disk.
 *
 * @param formatVersion of its columns, see {@link SegmentFormat}
 * @param deletionVector rows that hold no longer, see {@link
 *     io.tapline.flowlog.assemble.DeletionVector}; absent where all hold
 */
public record SegmentPath(Path file, int formatVersion, byte @Nullable [] deletionVector) {

  /** A segment all of whose rows hold. */
  public SegmentPath(Path file, int formatVersion) {
    this(file, formatVersion, null);
  }
}
