package io.tapline.flowlog.search;

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
 */
public record Completeness(
    List<LossEntry> losses,
    LossCounts lost,
    Instant asOf,
    int segments,
    int scannedSegments,
    Removed removed) {

  Completeness withScanned(int scanned) {
    return new Completeness(losses, lost, asOf, segments, scanned, removed);
  }
}
