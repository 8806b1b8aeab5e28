package io.tapline.eventstore.query;

import java.util.List;
import java.util.function.ToIntFunction;

/** Keeps a page of large messages from filling the memory. */
public final class PageBytes {
  private PageBytes() {}

  /**
   * How many of the rows a page takes: as many as fit into its bytes, at least one.
   *
   * @param size rows, at most
   * @param pageBytes of all rows together
   */
  public static <T> int fitting(List<T> rows, int size, long pageBytes, ToIntFunction<T> bytes) {
    int count = 0;
    long sum = 0;
    while (count < Math.min(size, rows.size())) {
      sum += bytes.applyAsInt(rows.get(count));
      if (sum > pageBytes && count > 0) {
        break;
      }
      count++;
    }
    return count;
  }
}
