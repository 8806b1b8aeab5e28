package io.tapline.flowlog.assemble;

import java.util.Map;
import java.util.Set;

/**
 * What a save says besides the segments that it handed out.
 *
 * @param changed segments of earlier saves of which rows hold no longer, by their number
 * @param kept numbers of all segments that hold rows; what is not among them holds none
 */
public record SavedOpen(Map<Long, Holding> changed, Set<Long> kept) {
  /** Of a table without open connections. */
  public static final SavedOpen NONE = new SavedOpen(Map.of(), Set.of());

  /**
   * Which rows of a segment hold.
   *
   * @param deletionVector see {@link DeletionVector}
   * @param rows how many hold
   */
  public record Holding(byte[] deletionVector, int rows) {}

  public SavedOpen {
    changed = Map.copyOf(changed);
    kept = Set.copyOf(kept);
  }
}
