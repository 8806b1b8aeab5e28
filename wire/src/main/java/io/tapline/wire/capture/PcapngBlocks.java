package io.tapline.wire.capture;

import org.jspecify.annotations.Nullable;

/**
 * A cursor over all blocks of a pcapng {@link CaptureFile}, whatever they hold. After {@link #next}
 * returned true {@link #block} is the block, as a value of its own. For one thread.
 */
public final class PcapngBlocks {
  private final PcapngReader reader;
  private @Nullable PcapngBlock block;

  /**
   * Begins at the file's first block.
   *
   * @throws IllegalArgumentException if the file is not pcapng
   */
  public PcapngBlocks(CaptureFile file) {
    if (file.format() != CaptureFormat.PCAPNG) {
      throw new IllegalArgumentException("Only pcapng has blocks.");
    }
    reader = new PcapngReader(file, true);
  }

  /** Moves to the next block; false at the end, which {@link #ending} then describes. */
  public boolean next() {
    block = reader.step() ? reader.decodeBlock() : null;
    return block != null;
  }

  /**
   * The block.
   *
   * @throws IllegalStateException before the first {@link #next} and after the last
   */
  public PcapngBlock block() {
    if (block == null) {
      throw new IllegalStateException("There is no block here.");
    }
    return block;
  }

  /** Where the block begins in the file. */
  public long fileOffset() {
    return reader.blockOffset();
  }

  /** Whether the numbers of the block's section have their upper byte first. */
  public boolean bigEndian() {
    return reader.isBigEndian();
  }

  /** How reading ended; null while {@link #next} has not returned false. */
  public @Nullable CaptureEnding ending() {
    return reader.ending();
  }
}
