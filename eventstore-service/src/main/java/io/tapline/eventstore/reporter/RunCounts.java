package io.tapline.eventstore.reporter;

import java.util.SortedMap;

/**
 * What became of the events of a window; Mentat's names in brackets.
 *
 * @param newEvents of the group, inserted in the window [new]
 * @param filtered passed the filters [flt]
 * @param filterBlocked kept out with all sources [flt_blk]
 * @param thresholded are reported [thr]
 * @param thresholdBlocked kept back for all sources [thr_blk]
 * @param relapsed by the clock, and reported [rlp]
 * @param filtering events that filters kept out, by filter
 */
public record RunCounts(
    long newEvents,
    long filtered,
    long filterBlocked,
    long thresholded,
    long thresholdBlocked,
    long relapsed,
    SortedMap<String, Long> filtering) {

  public long all() {
    return newEvents + relapsed;
  }

  public long reported() {
    return thresholded + relapsed;
  }
}
