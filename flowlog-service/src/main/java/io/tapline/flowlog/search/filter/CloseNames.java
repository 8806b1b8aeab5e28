package io.tapline.flowlog.search.filter;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds names that someone may have meant. */
public final class CloseNames {
  private static final int MAX_DISTANCE = 3;
  private static final int MAX_NAMES = 3;
  private static final int MAX_LENGTH = 64;

  private CloseNames() {}

  /** A sentence that offers close names, or all when none is close. */
  public static String hint(String wrong, Collection<String> names) {
    List<String> close = close(wrong, names);
    return close.isEmpty()
        ? "There are: " + String.join(", ", names) + "."
        : "Did you mean " + String.join(" or ", close) + "?";
  }

  /** At most three, the closest first. */
  static List<String> close(String wrong, Collection<String> names) {
    if (wrong.length() > MAX_LENGTH) {
      return List.of();
    }
    return names.stream()
        .filter(name -> name.contains(wrong) || distance(wrong, name) <= MAX_DISTANCE)
        .sorted(Comparator.comparingInt(name -> distance(wrong, name)))
        .limit(MAX_NAMES)
        .toList();
  }

  /** Levenshtein's distance. */
  static int distance(String a, String b) {
    int[] costs = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(change, 1 + Math.min(costs[j], costs[j - 1]));
      }
    }
    return costs[b.length()];
  }
}
