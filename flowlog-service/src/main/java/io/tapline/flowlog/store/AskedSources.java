package io.tapline.flowlog.store;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sources that rows of a question can come from.
 *
 * @param ids numbers of sources; absent for all
 * @param onlyFlows whether captured packets are left out
 */
public record AskedSources(@Nullable Set<Integer> ids, boolean onlyFlows) {
  public static final AskedSources ALL = new AskedSources(null, false);

  /** Those with flow records. */
  public static final AskedSources FLOWS = new AskedSources(null, true);

  public AskedSources {
    ids = ids == null ? null : Set.copyOf(ids);
  }

  public static AskedSources of(Set<Integer> ids) {
    return new AskedSources(ids, false);
  }

  /** The sources of both. */
  public AskedSources and(AskedSources other) {
    return new AskedSources(common(ids, other.ids), onlyFlows || other.onlyFlows);
  }

  private static @Nullable Set<Integer> common(
      @Nullable Set<Integer> some, @Nullable Set<Integer> others) {
    if (some == null || others == null) {
      return some == null ? others : some;
    }
    Set<Integer> common = new HashSet<>(some);
    common.retainAll(others);
    return common;
  }

  /** The sources of either. */
  public AskedSources or(AskedSources other) {
    return new AskedSources(together(ids, other.ids), onlyFlows && other.onlyFlows);
  }

  private static @Nullable Set<Integer> together(
      @Nullable Set<Integer> some, @Nullable Set<Integer> others) {
    if (some == null || others == null) {
      return null;
    }
    Set<Integer> together = new HashSet<>(some);
    together.addAll(others);
    return together;
  }

  /** For a parameter of the database; absent for all. */
  Integer @Nullable [] idArray() {
    return ids == null ? null : ids.toArray(Integer[]::new);
  }
}
