package io.tapline.flowlog.merge;

import io.tapline.flowlog.store.SegmentDays;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Which segments to merge next: those that were written to the log on one day, start on one day and
 * have about one size, so that a row is rewritten a few times at most and a day of the log can
 * leave as a whole. Pure and without memory.
 *
 * <pre>
 *   rows        below 8,192    below 65,536    below 524,288    more
 *   tier             0               1               2          full: left alone
 * </pre>
 *
 * As soon as a tier of a day has {@code fanIn} segments, its earliest are merged, so fewer than
 * {@code 3 * fanIn} small ones of a day remain. Once the day of writing is over, its small segments
 * are merged whatever their sizes, and the last one is settled (see {@link
 * io.tapline.flowlog.store.SegmentDays}), so that old days have few segments and are left alone.
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

  /**
   * A closed segment as the policy sees it.
   *
   * @param day on which its connections were written to the log, counted from 1970-01-01 (UTC)
   */
  public record Part(long id, int level, long minStartNanos, long rows, long day) {
    boolean isSettled() {
      return SegmentDays.isSettled(id);
    }
  }

  /** Segments that may be merged with each other. */
  private record Group(long day, long startDay, int tier) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
        Comparator.comparingLong(Group::startDay)
            .thenComparingLong(Group::day)
            .thenComparingInt(Group::tier);

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Groups of parts that belong together, each in order of start, the earliest day of start first.
   *
   * @param today the day that is being written
   */
  public List<List<Part>> choose(List<Part> segments, long today) {
    Map<Group, List<Part>> groups = new TreeMap<>();
    for (Part part : segments) {
      int tier = tier(part.rows());
      if (tier < TIERS) {
        groups.computeIfAbsent(group(part, tier, today), key -> new ArrayList<>()).add(part);
      }
    }
    return groups.entrySet().stream()
        .filter(group -> isDue(group.getValue(), group.getKey().day() < today))
        .map(group -> earliest(group.getValue()))
        .toList();
  }

  private static Group group(Part part, int tier, long today) {
    long startDay = Math.floorDiv(part.minStartNanos(), DAY_NANOS);
    return new Group(part.day(), startDay, part.day() < today ? 0 : tier);
  }

  private boolean isDue(List<Part> parts, boolean dayIsOver) {
    return dayIsOver ? parts.size() > 1 || !parts.getFirst().isSettled() : parts.size() >= fanIn;
  }

  /** Whether nothing will be merged with the result: it is full, or its day is over. */
  public boolean settles(List<Part> chosen, long today) {
    long rows = chosen.stream().mapToLong(Part::rows).sum();
    return rows >= fullRows / 2 || chosen.getFirst().day() < today;
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
