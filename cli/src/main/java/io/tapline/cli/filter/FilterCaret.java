package io.tapline.cli.filter;

import java.util.List;

/** Shows a place in a filter: the text around it on one line, a caret below. */
public final class FilterCaret {
  /** So that the caret stays below its place on a narrow terminal. */
  private static final int MAX_WIDTH = 72;

  private FilterCaret() {}

  /**
   * Two lines, or none when the place is not in the filter.
   *
   * @param position of the character, from 1; one past the end is where something is missing
   */
  public static List<String> lines(String filter, int position) {
    if (position < 1 || position > filter.length() + 1) {
      return List.of();
    }
    int start = Math.max(0, Math.min(position - MAX_WIDTH / 2, filter.length() - MAX_WIDTH));
    int end = Math.min(filter.length(), start + MAX_WIDTH);
    String shown = filter.substring(start, end).replaceAll("\\s", " ");
    return List.of("  " + shown, "  " + " ".repeat(position - 1 - start) + "^");
  }
}
