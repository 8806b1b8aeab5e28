package io.tapline.flowlog.store;

import io.tapline.flowlog.segment.SegmentPath;
import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.nio.file.Path;
import java.util.List;

/**
 * Parts whose files are on local disk and stay there until {@link #close}. For one thread.
 *
 * @param parts in the order in which they were asked for
 * @param release called once by {@link #close}; must bear being called again
 */
public record OpenParts(List<OpenPart> parts, Runnable release) implements AutoCloseable {
  /**
   * A part on local disk.
   *
   * @param file in Parquet
   * @param sorted the same rows sorted by host, as far as there are such files
   */
  public record OpenPart(Part part, Path file, HostSorted sorted) {
    /** The segment as it was written. */
    public SegmentPath path() {
      return new SegmentPath(file, part.formatVersion(), part.deletionVector());
    }

    /** What to read for rows that have one address on that side. */
    public SegmentPath sortedBy(Side side) {
      Path copy = sorted.by(side);
      return copy == null ? path() : new SegmentPath(copy, part.formatVersion());
    }
  }

  /** The segments, with the rows of them that hold. */
  public List<SegmentPath> paths() {
    return parts.stream().map(OpenPart::path).toList();
  }

  /** The files of the segments. */
  public List<Path> files() {
    return parts.stream().map(OpenPart::file).toList();
  }

  @Override
  public void close() {
    release.run();
  }
}
