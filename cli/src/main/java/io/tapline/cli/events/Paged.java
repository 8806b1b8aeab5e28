package io.tapline.cli.events;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists that come in pages, whole. */
final class Paged {
  /** A part of a list; the token is empty on the last. */
  record Page<T>(List<T> rows, String nextToken) {}

  private Paged() {}

  /**
   * @param page by the token of the one before
   */
  static <T> List<T> all(Function<String, Page<T>> page) {
    List<T> rows = new ArrayList<>();
    String token = "";
    do {
      Page<T> next = page.apply(token);
      rows.addAll(next.rows());
      token = next.nextToken();
    } while (!token.isEmpty());
    return rows;
  }
}
