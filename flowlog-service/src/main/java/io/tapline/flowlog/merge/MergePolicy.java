package io.tapline.flowlog.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Which segments to merge next: those of one day and about one size, so that a row is rewritten a
 * few times at most. Pure and without memory.
 *
 * <pre>
 *   rows        below 8,192    below 65,536    below 524,288    more
 *   tier             0               1               2          full: left alone
 * </pre>
 *
 * As soon as a tier of a day has {@code fanIn} segments, its earliest are merged, so fewer than
 * {@code 3 * fanIn} small ones of a day remain.
 *
 * @param fullRows most rows of a merged segment
 * @param fanIn segments of a tier that call for a merge
 * @param most parts of one merge
 */
public record MergePolicy(long fullRows, int fanIn, int most) {
  public static final MergePolicy DEFAULT = new MergePolicy(1_048_576, 8, 64);

  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final int TIERS = 3;

  public MergePolicy {
    if (fullRows < 2 || fanIn < 2 || most < fanIn) {
      throw new IllegalArgumentException(fullRows + " rows, fan-in " + fanIn + ", most " + most);
    }
  }

  /** A closed segment as the policy sees it. */
  public record Part(long id, int level, long minStartNanos, long rows) {}

  /** Groups of parts that belong together, each in order of start, the earliest day first. */
  public List<List<Part>> choose(List<Part> segments) {
    Map<Long, List<Part>> byDayAndTier = new TreeMap<>();
    for (Part part : segments) {
      int tier = tier(part.rows());
      if (tier < TIERS) {
        long day = Math.floorDiv(part.minStartNanos(), DAY_NANOS);
        byDayAndTier.computeIfAbsent(day * TIERS + tier, key -> new ArrayList<>()).add(part);
      }
    }
    return byDayAndTier.values().stream()
        .filter(parts -> parts.size() >= fanIn)
        .map(this::earliest)
        .filter(parts -> parts.size() > 1)
        .toList();
  }

  private int tier(long rows) {
    long bound = fullRows / 2;
    int tier = TIERS;
    while (tier > 0 && rows < bound) {
      tier--;
      bound /= fanIn;
    }
    return tier;
  }

  private List<Part> earliest(List<Part> parts) {
    parts.sort(Comparator.comparingLong(Part::minStartNanos).thenComparingLong(Part::id));
    List<Part> chosen = new ArrayList<>();
    long rows = 0;
    for (Part part : parts) {
      rows += part.rows();
      if (rows > fullRows || chosen.size() == most) {
        break;
      }
      chosen.add(part);
    }
    return chosen;
  }
}
