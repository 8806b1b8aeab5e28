package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.FilterRemark;
import io.tapline.flowlog.store.Coverage;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.flowlog.store.Removed;
import io.tapline.flowlog.store.SegmentSnapshot.LossEntry;
import java.time.Instant;
import java.util.List;

/**
 * What an answer does not cover.
 *
 * @param losses latest first, at most 100; segments that could not be read come first
 * @param lost of all losses in the interval
 * @param segments that matched the interval
 * @param scannedSegments of those, what had to be opened
 * @param removed by retention
 * @param coverage of the interval by the sources that are asked for
 * @param remarks why the filter matches nothing, or less than it seems to
 */
public record Completeness(
    List<LossEntry> losses,
    LossCounts lost,
    Instant asOf,
    int segments,
    int scannedSegments,
    Removed removed,
    Coverage coverage,
    List<FilterRemark> remarks) {

  /** How far the answer can be relied on. */
  public enum State {
    COMPLETE,
    LOSSY,
    NOT_COVERED
  }

  /** Where nothing was captured, no known loss means nothing. */
  State state() {
    if (!coverage.gaps().isEmpty()) {
      return State.NOT_COVERED;
    }
    boolean lossless = losses.isEmpty() && lost.byUnit().isEmpty() && removed.isNothing();
    return lossless ? State.COMPLETE : State.LOSSY;
  }

  Completeness withScanned(int scanned) {
    return new Completeness(losses, lost, asOf, segments, scanned, removed, coverage, remarks);
  }

  Completeness withRemarks(List<FilterRemark> some) {
    return new Completeness(losses, lost, asOf, segments, scannedSegments, removed, coverage, some);
  }
}
