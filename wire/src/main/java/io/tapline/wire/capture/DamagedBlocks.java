package io.tapline.wire.capture;

/** Blocks between two frames that were stepped over because they contradict themselves. */
final class DamagedBlocks {
  private long blocks;
  private long frames;
  private long firstOffset;
  private String first = "";

  /** From here on for the next frame. */
  void begin() {
    blocks = 0;
    frames = 0;
  }

  /**
   * @param lost frames that were in the block
   * @param what is wrong with it
   */
  void add(long lost, long fileOffset, String what) {
    if (blocks++ == 0) {
      firstOffset = fileOffset;
      first = what;
    }
    frames += lost;
  }

  long frames() {
    return frames;
  }

  /** One sentence; empty when there is none. */
  String text() {
    if (blocks == 0) {
      return "";
    }
    return blocks == 1
        ? "The block at byte %d is damaged and was skipped: %s.".formatted(firstOffset, first)
        : "%d damaged blocks were skipped, the first at byte %d: %s."
            .formatted(blocks, firstOffset, first);
  }
}
