package io.tapline.flowlog.store;

import java.util.List;
import java.util.function.Predicate;

/**
 * What a question needs to know of the registry.
 *
 * @param startNanos connections that end at or after this, nanoseconds since 1970-01-01T00:00:00Z
 * @param endNanos connections that start before this
 * @param started connections that start at or after {@code startNanos} instead
 * @param addressCases the cases of a question about addresses: each says from a segment's
 *     serialised address filter whether the segment can hold rows of that case. Empty when no
 *     address is asked for; then no address filter is read.
 * @param sources that the connections can come from
 */
public record SegmentQuestion(
    long startNanos,
    long endNanos,
    boolean started,
    List<Predicate<byte[]>> addressCases,
    Intent intent,
    AskedSources sources) {

  /** Cases beyond this one are taken to be in every segment. */
  public static final int MAX_CASES = 31;

  /** A bit for every case. */
  static final int EVERY_CASE = -1;

  public SegmentQuestion {
    addressCases = List.copyOf(addressCases);
  }

  /** About every connection that was active in {@code [startNanos, endNanos)}. */
  public static SegmentQuestion over(long startNanos, long endNanos) {
    return new SegmentQuestion(
        startNanos, endNanos, false, List.of(), Intent.SUMS, AskedSources.ALL);
  }

  /**
   * The cases that a segment with this filter can hold, bit i for case i; every bit when no address
   * is asked for.
   */
  public int casesOf(byte[] addressFilter) {
    int cases = addressCases.isEmpty() ? EVERY_CASE : 0;
    for (int i = 0; i < addressCases.size(); i++) {
      if (i >= MAX_CASES || addressCases.get(i).test(addressFilter)) {
        cases |= 1 << Math.min(i, MAX_CASES);
      }
    }
    return cases;
  }
}
