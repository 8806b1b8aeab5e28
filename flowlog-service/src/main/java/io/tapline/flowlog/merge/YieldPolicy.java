package io.tapline.flowlog.merge;

/**
 * Whether merging goes on while a source is busy: it waits until the log is calm, but not while
 * small segments pile up without limit, since every question opens each of them. Pure.
 *
 * @param mostSmallSegments up to which merging waits
 */
public record YieldPolicy(int mostSmallSegments) {
  /**
   * When there are more, they are merged beside the source, one merge between two rests, and with
   * as much of the processor as ingest has: questions pay for what is not merged.
   */
  boolean isPressing(long smallSegments) {
    return smallSegments > mostSmallSegments;
  }
}
